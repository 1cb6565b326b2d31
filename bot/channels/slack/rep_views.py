"""What reps are shown in modals: stories to offer, a room's view of one, pages to read."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from typing_extensions import override

from bot.channels.blocks import blocks as blocks_of
from bot.channels.slack.buttons import read_choice
from bot.channels.slack.ids import Spot
from bot.channels.slack.render import beside, pages
from bot.channels.slack.texts import (
    BUTTON,
    SECTION,
    VIEW_BLOCKS,
    VIEW_TITLE,
    Block,
    clipped,
    context,
    escaped,
    plain_text,
    sections,
)
from bot.channels.slack.views import INPUT, INPUT_BLOCK, View, notice_view
from bot.domain.offers import Offer, Usage
from bot.domain.reply import Reply, StoryCard
from bot.domain.story import Outcome
from bot.domain.telling import ENDED
from bot.use_cases.assist_reps import AsRead, Shelf

# Actions and modals of reps: what begins so is taken by `reps.py`.
PREFIX = "rep_"
READ, SHARE, TO, GAP = "rep_read", "rep_share", "rep_to", "rep_gap"
FIND, POST = "rep_find", "rep_post"
STORIES = "Stories"
LONGEST_QUESTION = 300
_HOW = (
    "Say in words what the stories should be of: a matter, a trade, a size, an ending. For "
    "example: warehouses where returns got worse and they gave up."
)
_NEAREST = "None of the stories fits that. The nearest are:"
_NOTHING = "There is no story for that."
_NOT_POSTED = "Nothing is posted yet. This is what everyone in the room would read:"
_WHERE = "The room where it would be posted"
_SENDING = "It is looked at once more. What came of it is said here in a moment."


@dataclass(frozen=True, slots=True)
class Held:
    """What a rep's modal remembers: ids alone. `there` is the room that it was opened in."""

    room: str = ""
    there: str = ""
    story: str = ""
    asked: str = ""  # the reader's own words that stories were looked for with

    @override
    def __str__(self) -> str:
        """Write it down."""
        return json.dumps(
            {"room": self.room, "there": self.there, "story": self.story, "asked": self.asked}
        )

    @classmethod
    def of(cls, view: dict[str, Any]) -> "Held":
        """Read it from a modal; empty where it holds nothing of ours."""
        try:
            found = json.loads(view.get("private_metadata") or "{}")
        except ValueError:
            return cls()
        return cls(*(str(found.get(name, "")) for name in ("room", "there", "story", "asked")))


def ask_view(held: Held) -> View:
    """A modal to say what the stories should be of."""
    return _stories_view([*_question(""), *context(_HOW)], held)


def stories_view(shelf: Shelf, held: Held) -> View:
    """The stories that were found; for reps with how to tell them and their use."""
    body: list[Block] = [*_question(held.asked)] if held.asked else []
    if not shelf.fits:
        body += sections(_NEAREST if shelf.offers else _NOTHING)
    if not shelf.fits and shelf.insider and held.asked:
        body.append(_actions([_button(GAP, "Note the gap", "gap")]))
    for n, offer in enumerate(shelf.offers):
        body += [{"type": "divider"}, *_offer(offer, n, insider=shelf.insider)]
    return _stories_view(body, held)


def preview_view(seen: AsRead, held: Held) -> View:
    """A story as the readers of a room would see it, or why it may not be shown there."""
    body = [*_headline(seen.title), *_chooser(Spot.of(held.there))]
    if seen.reply is None:
        return _modal("Share a story", [*body, *sections(seen.why_not)], held)
    body += [*context(_NOT_POSTED), {"type": "divider"}, *as_read(seen.reply)]
    return _modal("Share a story", body, held) | {
        "callback_id": POST,
        "submit": plain_text("Post it there", VIEW_TITLE),
    }


def sending_view() -> View:
    """What stands there while a story is cleared once more."""
    return notice_view("Share a story", _SENDING)


def as_read(reply: Reply) -> list[Block]:
    """A reply as a shared room's readers would see it, with its buttons as words."""
    said = pages(reply, private=False)[0].blocks
    cards = [block for card in reply.stories for block in _card(card, reply)]
    small = [*context(reply.small_print), *context("Button under it: [Continue privately].")]
    return [
        *(block for block in said if block["type"] == "section"),
        *cards,
        *(small if reply.small_print else []),
    ]


def pages_view(title: str, reply: Reply) -> View:
    """A reply to read on, with the pages that came with it."""
    body = sections(reply.text)
    for page in reply.attachments:
        body += [{"type": "divider"}, *_page(page.text)]
    if len(body) > VIEW_BLOCKS - 1:
        body = [*body[: VIEW_BLOCKS - 1], *context("There is more. Write to me to get a file.")]
    return _modal(title, body, Held())


def _page(text: str) -> Iterator[Block]:
    """Give a page as blocks: its headings, and its lines with a mark before each."""
    for block in blocks_of(text):
        if block.kind == "h":
            yield from _headline(block.lines[0])
        elif block.kind == "ul":
            yield from sections("\n".join(f"\N{BULLET} {line}" for line in block.lines))
        else:
            yield from sections(block.lines[0])


def _offer(offer: Offer, n: int, *, insider: bool) -> list[Block]:
    story = offer.told.rendition
    ended = ENDED[story.outcome] if story.outcome else ""
    badges = "  ".join(f"`{badge}`" for badge in offer.badges)
    about = "  ".join(part for part in (badges, f"_{ended}_" if ended else "") if part)
    title = escaped(clipped(story.title, SECTION // 20))
    head = {"type": "mrkdwn", "text": f"*{title}*\n{about}".strip(), "verbatim": True}
    choices = [_button(f"{READ}:{n}", _read_label(story.title), story.ref)]
    if insider:
        choices.append(_button(f"{SHARE}:{n}", "Share here", story.ref))
    return [
        {"type": "section", "text": head},
        *_telling(offer, insider=insider),
        *context(_why(offer)),
        _actions(choices),
    ]


def _telling(offer: Offer, *, insider: bool) -> list[Block]:
    said = " ".join(offer.telling)
    intro = context("How to tell it in a minute:") if insider and said else []
    return [*intro, *sections(said)]


def _why(offer: Offer) -> str:
    told = offer.told
    parts = [f"Why this one: {told.why}." if told.why else ""]
    parts.append(f"What it is not: {told.differs}." if told.differs else "")
    parts.append(_usage(offer.usage) if offer.usage else "")
    return " ".join(part for part in parts if part) or "The nearest to what was asked."


def _usage(usage: Usage) -> str:
    if not usage.times or usage.last is None:
        return "No shared room was shown it yet."
    times = "once" if usage.times == 1 else f"{usage.times} times"
    rooms = "one shared room" if usage.rooms == 1 else f"{usage.rooms} shared rooms"
    return f"Shown {times} in {rooms}, last on {usage.last.day} {usage.last:%B %Y}."


def _card(card: StoryCard, reply: Reply) -> list[Block]:
    """A card as it would stand there; modals know none, so it is written out."""
    ended = ENDED[Outcome(card.outcome)] if card.outcome in set(Outcome) else ""
    title = f"*{escaped(card.title)}*\n{ended}".strip()
    buttons = f"[{read_choice(card).label}]  [Not like us]"
    return [
        {"type": "section", "text": {"type": "mrkdwn", "text": title, "verbatim": True}},
        *sections(beside(reply, card)),
        *context(f"Buttons under it: {buttons}, and a menu."),
    ]


def _chooser(there: Spot) -> list[Block]:
    """Which room: the one that it was opened in, unless another is chosen."""
    chooser: Block = {
        "type": "conversations_select",
        "action_id": TO,
        "placeholder": plain_text("Choose a room", 150),
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    if there.channel.startswith(("C", "G")):
        chooser["initial_conversation"] = there.channel
    label = {"type": "mrkdwn", "text": _WHERE, "verbatim": True}
    return [{"type": "section", "text": label, "accessory": chooser}]


def _question(asked: str) -> list[Block]:
    element: Block = {
        "type": "plain_text_input",
        "action_id": INPUT,
        "max_length": LONGEST_QUESTION,
    }
    if asked:
        element["initial_value"] = asked[:LONGEST_QUESTION]
    label = plain_text("What the stories should be about", 2000)
    return [{"type": "input", "block_id": INPUT_BLOCK, "label": label, "element": element}]


def _stories_view(body: list[Block], held: Held) -> View:
    asking = any(block["type"] == "input" for block in body)
    submit = {"callback_id": FIND, "submit": plain_text("Find", VIEW_TITLE)} if asking else {}
    return _modal(STORIES, body, held) | submit


def _modal(title: str, body: list[Block], held: Held) -> View:
    return {
        "type": "modal",
        "title": plain_text(title, VIEW_TITLE),
        "close": plain_text("Close", VIEW_TITLE),
        "private_metadata": str(replace(held, asked=held.asked[:LONGEST_QUESTION])),
        "blocks": body[:VIEW_BLOCKS],
    }


def _headline(text: str) -> list[Block]:
    return [{"type": "header", "text": plain_text(text, 150)}]


def _read_label(title: str) -> str:
    return f"Read '{clipped(title, BUTTON - len('Read '))}'"


def _button(action: str, label: str, value: str) -> Block:
    text = plain_text(label, BUTTON)
    return {"type": "button", "action_id": action, "text": text, "value": value}


def _actions(elements: list[Block]) -> Block:
    return {"type": "actions", "elements": elements}
