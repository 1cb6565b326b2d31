"""A reply as Teams shows it: text with its sources, cards with buttons, as many as it takes."""

from collections.abc import Sequence

from microsoft_teams.api.activities.message import MessageActivityInput
from microsoft_teams.api.models.entity import CitationAppearance
from microsoft_teams.cards import Action, AdaptiveCard, CardElement

from bot.channels.teams.cards import (
    FORMATS,
    answers,
    card_of,
    opens,
    pages,
    story,
    takes,
    words,
)
from bot.channels.teams.markup import bare, escaped
from bot.channels.teams.whereabouts import NOWHERE, Pointing
from bot.domain.audience import Place, Room
from bot.domain.reply import Attachment, Reply, StoryCard
from bot.domain.text import clip

LARGEST = 20_000  # bytes of one activity; Teams takes 28 KB
_SOURCES = 10
_NAME, _ABSTRACT = 80, 160  # characters of a source


def is_for_buyers(room: Room) -> bool:
    """Say whether buyers read here; a room of insiders alone belongs to no account."""
    return not (room.private and not room.account)


def messages_of(
    reply: Reply, room: Room, pointing: Pointing = NOWHERE
) -> list[MessageActivityInput]:
    """Give the messages of a reply, in order; the first has its text, and whom it calls."""
    said = "\n\n".join(part for part in (_text(reply), pointing.text) if part)
    first = MessageActivityInput(text=said).with_text_format("markdown")
    if pointing.called is not None:
        first.add_mention(pointing.called, escaped(pointing.called.name or ""), add_text=False)
    found = [first]
    for card in _cards(reply, room):
        if found[-1].attachments and _size(found[-1]) + _size_of(card) > LARGEST:
            found.append(MessageActivityInput(text=""))
        found[-1].add_card(card)
    first.add_ai_generated().add_feedback()
    for n, told in enumerate(reply.stories[:_SOURCES], 1):
        first.add_citation(n, _source(told))
    return found


def _text(reply: Reply) -> str:
    """Put the sources behind what is told, and the question at the end."""
    question = reply.question.text if reply.question else ""
    told, _, rest = reply.text.partition(question) if question else (reply.text, "", "")
    marks = "".join(f" [{n}]" for n in range(1, len(reply.stories[:_SOURCES]) + 1))
    lead = f"{escaped(told)}{marks}" if told.strip() else marks.strip()
    small = f"*{escaped(reply.small_print)}*" if reply.small_print else ""
    parts = (lead, escaped(question), escaped(rest), small)
    return "\n\n".join(part for part in parts if part)


def _source(card: StoryCard) -> CitationAppearance:
    name = clip(bare(card.title), _NAME) or "A story"
    return CitationAppearance(name=name, abstract=clip(bare(card.text or card.title), _ABSTRACT))


def _cards(reply: Reply, room: Room) -> list[AdaptiveCard]:
    buyers = is_for_buyers(room)
    found = [card_of([story(card, for_buyers=buyers)]) for card in reply.stories]
    for attachment in reply.attachments:
        found += _document(attachment, room)
    actions = answers(reply.suggestions)
    if buyers and (found or actions):
        has_notes = any(attachment.kind == "brief" for attachment in reply.attachments)
        actions.append(opens("Correct a line" if has_notes else "My notes", "notes"))
    if actions:
        found = _with_actions(found, actions)
    return found


def _document(attachment: Attachment, room: Room) -> list[AdaptiveCard]:
    """Write a document out; notes can be taken along where a file can be handed over."""
    is_notes = attachment.kind == "brief"
    title: list[CardElement] = [] if is_notes else [words(attachment.name, subtle=True)]
    found = [card_of(piece) for piece in pages(attachment.text)]
    if found and found[0].body is not None:
        found[0].body = [*title, *found[0].body]
    if found and is_notes and room.place is Place.DM:
        found = _with_actions(found, [takes(kind, name) for kind, name in FORMATS])
    return found


def _with_actions(cards: list[AdaptiveCard], actions: Sequence[Action]) -> list[AdaptiveCard]:
    """Put buttons under the last card, else under a card of their own."""
    if not cards:
        return [card_of([], actions)]
    last = cards[-1]
    last.actions = [*actions, *(last.actions or [])]
    return cards


def _size(message: MessageActivityInput) -> int:
    return len(message.model_dump_json(by_alias=True, exclude_none=True).encode())


def _size_of(card: AdaptiveCard) -> int:
    return len(card.model_dump_json(by_alias=True, exclude_none=True).encode())
