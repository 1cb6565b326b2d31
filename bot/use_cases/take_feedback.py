"""Whether a reply helped: put on record by ids, never answered. Why, stays with the event."""

from bot.domain.audit import AuditLine
from bot.domain.conversation import Conversation
from bot.domain.events import Action, Press
from bot.domain.heard import Heard
from bot.domain.moves import Move, MoveKind
from bot.ports.turns import Clock, Outcome, Pending, TurnCommit
from bot.use_cases.respond import Guide, Trace, Worked


class TakeFeedback:
    """Stands before a guide and takes what people press to say that a reply helped, or not."""

    def __init__(self, guide: Guide, clock: Clock) -> None:
        self._guide = guide
        self._clock = clock

    async def __call__(self, pending: Pending, conversation: Conversation) -> Worked:
        """Record feedback; pass on all else. Who presses again has changed their mind."""
        event = pending.event
        if not (isinstance(event, Action) and event.press is Press.FEEDBACK):
            return await self._guide(pending, conversation)
        helped = "yes" if event.target == "yes" else "no"
        ids = {
            "conversation": conversation.id,
            "account": event.room.account,
            "event": str(pending.inbox_id),
            "helped": helped,
        }
        move = Move(MoveKind.STAY_SILENT, reason="feedback")
        commit = TurnCommit(
            inbox_id=pending.inbox_id,
            room=event.room,
            outcome=Outcome.SILENT,
            at=self._clock.now(),
            reason=move.reason,
            audit=(AuditLine("feedback", ids),),
        )
        return Worked(commit, Trace(Heard(), move, conversation))
