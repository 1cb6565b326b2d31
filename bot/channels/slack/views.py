"""Modals: a story, the notes to read and correct, and a private word where there is no DM."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from typing_extensions import override

from bot.channels.slack.buttons import (
    ALONE_SAID,
    CONFIRM,
    CORRECTION,
    ENTRY,
    FILES,
    NOTES_VIEW,
    STORY_NOTE,
    SUGGEST,
)
from bot.channels.slack.ids import Spot, user_of
from bot.channels.slack.render import pages
from bot.channels.slack.texts import (
    SECTION,
    VIEW_BLOCKS,
    VIEW_TITLE,
    Block,
    clipped,
    context,
    escaped,
    plain_text,
    sections,
    unmarked,
)
from bot.channels.slack.words_in import LONGEST
from bot.domain.brief import Brief, Certainty, Circle, Entry
from bot.domain.brief_document import HEADINGS
from bot.domain.gate import GATED_FIELDS
from bot.domain.reply import Reply
from bot.domain.story import Rendition
from bot.domain.telling import FACET_HEADINGS, shown_facets

View = dict[str, Any]
INPUT_BLOCK, INPUT = "words", "words"
LONGEST_CORRECTION, LONGEST_PRIVATE, LONGEST_NOTE = 1000, 3000, 2000
_OPTION_VALUE = 150
_SURE = {
    Certainty.MEASURED: "measured",
    Certainty.ESTIMATE: "an estimate",
    Certainty.GUESS: "a guess",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """What a modal remembers of where it was opened: ids, nothing else.

    `thread` and `message` are there where its answer belongs under a message.
    """

    room: str
    entry: str = ""
    thread: str = ""
    message: str = ""

    @override
    def __str__(self) -> str:
        """Write it down."""
        return json.dumps(asdict(self))

    @classmethod
    def of(cls, view: dict[str, Any]) -> "Kept":
        """Read it from a modal; empty where it holds nothing of ours."""
        try:
            found = json.loads(view.get("private_metadata") or "{}")
        except ValueError:
            return cls("")
        return cls(**{field.name: str(found.get(field.name, "")) for field in fields(cls)})


def waiting_view(title: str) -> View:
    """A modal that is opened at once, while what it will show is looked up."""
    return _view(title, sections("One moment."))


def notice_view(title: str, text: str) -> View:
    """A modal that says one thing."""
    return _view(title, sections(text))


def story_view(story: Rendition) -> View:
    """A story to read, whole."""
    who = f"{story.who[:1].upper()}{story.who[1:]}."
    blocks: list[Block] = [_headline(story.title), *context(who)]
    for facet, text in shown_facets(story):
        blocks += [_headline(FACET_HEADINGS[facet]), *sections(unmarked(text))]
    if story.attribution:
        blocks += context(f"Source: {story.attribution}")
    return _view("A customer's story", blocks)


def notes_view(brief: Brief, reader: str, room: str, notice: str = "") -> View:
    """The notes that this reader may see; what they said themselves they can change."""
    blocks: list[Block] = [*sections(notice), *([{"type": "divider"}] if notice else [])]
    entries = brief.standing()
    if not entries:
        blocks += sections("Nothing is noted here yet. What you say of your problem will be.")
    foot = _foot(brief, reader)
    room_left = VIEW_BLOCKS - len(blocks) - len(foot) - 1
    listed = [block for block, _ in zip(_entries(brief, reader), range(room_left), strict=False)]
    blocks += listed
    if len(listed) == room_left:
        blocks += context("There is more; the files hold all of it.")
    return _view("Notes", [*blocks, *foot]) | {
        "callback_id": NOTES_VIEW,
        "private_metadata": str(Kept(room)),
    }


def correction_view(entry: Entry, room: str) -> View:
    """One entry to correct, by the person who said it."""
    words = _input("In your words", LONGEST_CORRECTION)
    words["element"]["initial_value"] = entry.span[:LONGEST_CORRECTION]
    return _view("Correct", [_headline(HEADINGS[entry.field]), words]) | {
        "callback_id": CORRECTION,
        "private_metadata": str(Kept(room, entry.id)),
        "submit": plain_text("Save", VIEW_TITLE),
    }


def story_note_view(kept: Kept) -> View:
    """Ask an owner what is to be mended in a draft."""
    return _view("Needs work", [_input("What is to be mended", LONGEST_NOTE)]) | {
        "callback_id": STORY_NOTE,
        "private_metadata": str(kept),
        "submit": plain_text("Keep the note", VIEW_TITLE),
    }


def alone_view(room: str, reply: Reply | None = None, notice: str = "") -> View:
    """A private word in a modal: the last answer, and room for the next message."""
    answered = pages(reply, private=True)[0].blocks if reply else []
    shown = [block for block in answered if block["type"] in ("section", "card", "context")]
    intro = notice or "Only you and this bot read what is written here."
    return _view(
        "In private",
        [*(shown or sections(intro)), _input("Your words", LONGEST_PRIVATE)],
    ) | {
        "callback_id": ALONE_SAID,
        "private_metadata": str(Kept(room)),
        "submit": plain_text("Send", VIEW_TITLE),
    }


def _entries(brief: Brief, reader: str) -> Iterator[Block]:
    for field, entries in brief.by_field():
        yield _headline(HEADINGS[field])
        for entry in entries:
            yield _entry(entry, mine=entry.who == reader)


def _entry(entry: Entry, *, mine: bool) -> Block:
    about = [entry.said_at.strftime("%d %B %Y"), _SURE[entry.sure]]
    about += ["confirmed"] if entry.confirmed else []
    about += ["only you see this"] if entry.circle is Circle.MINE else []
    by = "you" if mine else _named(entry.who)
    text = f"{escaped(clipped(entry.span, SECTION // 6))}\n_{by}, {escaped(', '.join(about))}_"
    block: Block = {
        "type": "section",
        "text": {"type": "mrkdwn", "text": text, "verbatim": True},
    }
    if mine and len(entry.id) <= _OPTION_VALUE - len("withdraw:"):
        block["accessory"] = {
            "type": "overflow",
            "action_id": f"{ENTRY}:{entry.id}"[:255],
            "options": [
                {"text": plain_text("Correct", 75), "value": f"correct:{entry.id}"},
                {"text": plain_text("Withdraw", 75), "value": f"withdraw:{entry.id}"},
            ],
        }
    return block


def _named(who: str) -> str:
    """Slack shows the name that belongs to an id; in a modal that calls nobody."""
    user = user_of(who)
    return f"<@{user}>" if user.isalnum() else "someone"


def _foot(brief: Brief, reader: str) -> list[Block]:
    own = [e for e in brief.standing() if e.who == reader and e.field in GATED_FIELDS]
    elements: list[Block] = []
    if any(not e.confirmed for e in own):
        elements.append(_button(CONFIRM, "Problem and decision are right"))
    if brief.has_of(reader):
        elements.append(_button(f"{SUGGEST}:pass", "Pass these on", value="pass"))
    if brief.standing():
        elements.append(_button(FILES, "Send me the pages"))
    return [{"type": "actions", "elements": elements}] if elements else []


def _button(action: str, label: str, value: str = "") -> Block:
    return {
        "type": "button",
        "action_id": action,
        "text": plain_text(label, 75),
        "value": value or action,
    }


def _input(label: str, longest: int) -> Block:
    return {
        "type": "input",
        "block_id": INPUT_BLOCK,
        "label": plain_text(label, 2000),
        "element": {
            "type": "plain_text_input",
            "action_id": INPUT,
            "multiline": True,
            "max_length": longest,
        },
    }


def _headline(text: str) -> Block:
    return {"type": "header", "text": plain_text(text, 150)}


def _view(title: str, blocks: list[Block]) -> View:
    return {
        "type": "modal",
        "title": plain_text(title, VIEW_TITLE),
        "close": plain_text("Close", VIEW_TITLE),
        "blocks": blocks[:VIEW_BLOCKS],
    }


def room_of(view: dict[str, Any]) -> Spot:
    """Give the room that a modal was opened for."""
    return Spot.of(Kept.of(view).room)


def words_in(view: Mapping[str, Any]) -> str:
    """Give what was written into a modal. Slack reads no markup in such a field."""
    values = (view.get("state") or {}).get("values") or {}
    value = ((values.get(INPUT_BLOCK) or {}).get(INPUT) or {}).get("value")
    return str(value or "").replace("\0", "").strip()[:LONGEST]
