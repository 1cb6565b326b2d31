"""A reply as Slack shows it: messages of blocks, each with a text for those who see no blocks."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.channels.slack.buttons import (
    ALONE,
    FEEDBACK,
    NOTES,
    PRIVATE_BUTTONS,
    SHARED_BUTTONS,
    Choice,
    menu_of,
    overflow,
    read_choice,
    suggested,
    waved_away,
)
from bot.channels.slack.ids import Spot, user_of
from bot.channels.slack.texts import (
    BLOCKS,
    CARD_BODY,
    CARD_TITLE,
    FALLBACK,
    Block,
    clipped_escaped,
    context,
    escaped,
    mrkdwn,
    plain_text,
    sections,
    told_escaped,
    unmarked,
)
from bot.domain.remember import PASS
from bot.domain.reply import Attachment, Reply, StoryCard
from bot.domain.story import Outcome
from bot.domain.telling import ENDED
from bot.domain.text import sentences

BRIEF = "brief"


@dataclass(frozen=True, slots=True)
class Page:
    """One message. `text` is what notifications and screen readers give."""

    text: str
    blocks: list[Block]


def pages(reply: Reply, *, private: bool, without_text: bool = False) -> list[Page]:
    """Give a reply as one message, or as many as it needs. Never fails for length."""
    spoken = [] if without_text else sections(said(reply))
    given = [*_whereabouts(reply), *_given(reply, private=private)]
    blocks = [*spoken, *given, *_below(reply, private=private)]
    fallback = escaped(fallback_of(reply))
    found = [Page(fallback, blocks[n : n + BLOCKS]) for n in range(0, len(blocks), BLOCKS)]
    return found or ([Page(fallback, [])] if fallback else [])


def said(reply: Reply) -> str:
    """Give the words of a reply, its question with them."""
    question = reply.question.text if reply.question else ""
    return reply.text if question in reply.text else f"{reply.text}\n{question}".strip()


def fallback_of(reply: Reply) -> str:
    """Give all that a reply says as one text."""
    cards = [f"{card.title}. {card.text}" for card in reply.stories]
    parts = [said(reply), *cards, *(a.name for a in reply.attachments), reply.small_print]
    return clipped_escaped("\n".join(p for p in parts if p) or "Groundwork", FALLBACK)


def uploads(reply: Reply, *, private: bool) -> list[Attachment]:
    """Give what is handed over as files: in a shared room nothing.

    A file there is seen by all; the notes of such a room are opened by each for themselves.
    """
    return [a for a in reply.attachments if a.kind != PASS] if private else []


def _given(reply: Reply, *, private: bool) -> list[Block]:
    blocks: list[Block] = []
    for n, card in enumerate(reply.stories):
        blocks += _card(card, n, beside(reply, card))
    for attachment in reply.attachments:
        # What is to be passed on is read in place, by whoever previews it and by whoever gets it.
        if attachment.kind == PASS or (attachment.kind != BRIEF and not private):
            blocks += sections(unmarked(attachment.text))
    return blocks


def _whereabouts(reply: Reply) -> list[Block]:
    """Say who asked in which channel, and call who is asked, by Slack's own links."""
    called = _person(reply.calls)
    if reply.about is None:
        return [_linked(called)] if called else []
    spot = Spot.of(reply.about.room.id)
    in_channel = spot.channel.startswith(("C", "G")) and spot.channel.isalnum()
    where = f"in <#{spot.channel}>" if in_channel else "in private"
    by = _person(reply.about.who)
    parts = (called, f"Asked by {by}" if by else "Asked", where)
    return [_linked(" ".join(part for part in parts if part))]


def _person(person: str) -> str:
    user = user_of(person)
    return f"<@{user}>" if user.isalnum() else ""


def _linked(text: str) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text, "verbatim": True}]}


def beside(reply: Reply, card: StoryCard) -> str:
    """Give what a card says beyond the words above it: nothing is told twice."""
    return " ".join(said for said in sentences(card.text) if said not in reply.text)


def _card(card: StoryCard, n: int, text: str) -> list[Block]:
    ending = ENDED[Outcome(card.outcome)] if card.outcome in set(Outcome) else ""
    about = " ".join(part for part in (ending, f"[{card.badge}]" if card.badge else "") if part)
    choices = [read_choice(card), *([waved_away(card)] if n == 0 and not card.badge else [])]
    block: Block = {
        "type": "card",
        "title": mrkdwn(clipped_escaped(card.title, CARD_TITLE)),
        "actions": [choice.button(n) for choice in choices],
    }
    if about:
        block["subtitle"] = mrkdwn(clipped_escaped(about, CARD_TITLE))
    if text:
        block["body"] = mrkdwn(told_escaped(text, CARD_BODY))
    return [block]


def _below(reply: Reply, *, private: bool) -> list[Block]:
    return [
        *_pressable(reply, private=private),
        *_small_print(reply, private=private),
        *(_feedback() if private and reply.text else []),
    ]


def _pressable(reply: Reply, *, private: bool) -> list[Block]:
    """No more buttons than a reply may have; what is left over stands in the menu."""
    on_cards = len(reply.stories) + (1 if reply.stories else 0)
    room = (PRIVATE_BUTTONS if private else SHARED_BUTTONS) - on_cards
    choices = [*_notes(reply), *suggested(reply)]
    menu = menu_of(reply)
    shown = choices if len(choices) <= room - bool(menu) else choices[: max(0, room - 1)]
    rest = [*choices[len(shown) :], *menu]
    elements = [choice.button(n) for n, choice in enumerate(shown)]
    if rest and (room > len(shown) or not shown):
        elements.append(overflow(rest) if len(rest) > 1 else rest[0].button(len(shown)))
    return [{"type": "actions", "elements": elements}] if elements else []


def _notes(reply: Reply) -> Sequence[Choice]:
    has_notes = any(a.kind == BRIEF for a in reply.attachments)
    return [Choice(NOTES, "open", "Open and correct the notes")] if has_notes else []


def _small_print(reply: Reply, *, private: bool) -> list[Block]:
    if not reply.small_print:
        return []
    alone = Choice(ALONE, "open", "Continue privately")
    button: Block = {"type": "actions", "elements": [alone.button(0)]}
    return [*context(reply.small_print), *([] if private else [button])]


def _feedback() -> list[Block]:
    return [
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "action_id": FEEDBACK,
                    "positive_button": {"text": plain_text("This helped", 75), "value": "yes"},
                    "negative_button": {
                        "text": plain_text("This did not help", 75),
                        "value": "no",
                    },
                }
            ],
        }
    ]
