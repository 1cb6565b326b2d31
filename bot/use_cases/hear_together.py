"""Hearing what was written within seconds: one after the other, to be answered by one reply."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.domain.conversation import Conversation
from bot.domain.events import Message
from bot.domain.heard import Cue, Heard
from bot.domain.remember import Remembered, remember
from bot.domain.together import goes_with, heard_together
from bot.ports.turns import Pending
from bot.use_cases.hearing import said_by


@dataclass(frozen=True, slots=True)
class HeardTogether:
    """The last of the messages, with the words of all, and what they changed.

    `merges` are the others: the reply to the last answers them, too.
    """

    pending: Pending
    message: Message
    heard: Heard
    remembered: Remembered
    merges: tuple[int, ...] = ()


Listen = Callable[[Message, Conversation], Awaitable[Heard]]


async def hear_together(
    pending: Pending, message: Message, conversation: Conversation, listen: Listen
) -> HeardTogether:
    """Hear a message and those that came with it, as far as one reply can answer them.

    Each person's words enter the brief under their own name. The first message that needs a reply
    of its own ends the row, so that the order is kept.
    """
    heard = await listen(message, conversation)
    after = _remembered(Remembered(conversation), heard, message)
    parts = [(pending, message, heard)]
    for other in () if heard.has(Cue.NAMES_ANOTHER) else pending.along:
        if not isinstance(other.event, Message) or other.event.revises:
            break
        also = await listen(other.event, after.conversation)
        if not all(_goes_with(part, (other, other.event, also)) for part in parts):
            break
        after = _remembered(after, also, other.event)
        parts.append((other, other.event, also))
    last, words, _ = parts[-1]
    return HeardTogether(
        pending=replace(last, along=()),
        message=replace(words, text="\n".join(said.text for _, said, _ in parts)),
        heard=heard_together([h for _, _, h in parts]),
        remembered=after,
        merges=tuple(p.inbox_id for p, _, _ in parts[:-1]),
    )


_Part = tuple[Pending, Message, Heard]


def _goes_with(one: _Part, other: _Part) -> bool:
    same_person = one[1].speaker.id == other[1].speaker.id
    return goes_with(one[2], other[2], same_person=same_person)


def _remembered(before: Remembered, heard: Heard, message: Message) -> Remembered:
    after = remember(before.conversation, heard, said_by(message))
    # what was just added may be put right by the very next message
    fresh = [e for e in before.fresh if after.conversation.brief.find(e.id)]
    replaced = (*before.replaced, *after.replaced)
    return Remembered(after.conversation, (*fresh, *after.fresh), replaced)
