"""Taking back what was said: not from the notes alone, but from all that is kept of a room."""

from dataclasses import replace

from bot.domain.audit import AuditLine
from bot.domain.conversation import Conversation
from bot.domain.forgetting import pattern_of, without_copies
from bot.domain.unsaid import Unsaid, unsaid
from bot.ports.turns import Pending
from bot.use_cases.respond import Guide, Worked


class Unsay:
    """A guide that works as the one inside it does, and has what was taken back taken out."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide

    async def __call__(self, pending: Pending, conversation: Conversation) -> Worked:
        """Add to a turn's changes which words are to go from what is kept."""
        worked = await self._guide(pending, conversation)
        after = worked.commit.conversation
        taken = unsaid(pending.event, worked.trace.heard, conversation, after or conversation)
        if taken is None:
            return worked
        room = pending.event.room
        ids = {"speaker": taken.who, "conversation": conversation.id, "account": room.account}
        commit = replace(
            worked.commit,
            unsaid=taken,
            conversation=_without(after, taken),
            audit=(*worked.commit.audit, AuditLine("unsaid", ids)),
        )
        return replace(worked, commit=commit)


def _without(after: Conversation | None, taken: Unsaid) -> Conversation | None:
    return None if after is None else without_copies(after, pattern_of(taken.words, 1))
