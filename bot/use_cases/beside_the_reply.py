"""What a buyer's turn saves beside the reply: a date that was agreed, and lines on record."""

from bot.domain.audience import Room
from bot.domain.audit import AuditLine
from bot.domain.events import Timer
from bot.domain.moves import ON_RECORD, Move, MoveKind
from bot.domain.situation import Situation
from bot.ports.turns import Pending


def agreed_dates(pending: Pending, move: Move) -> tuple[Timer, ...]:
    """Give the day on which to come back, where one was agreed."""
    if move.due is None:
        return ()
    event = pending.event
    key = f"circle-back:{pending.inbox_id}"
    kind = "circle_back"
    return (Timer(key=key, room=event.room, speaker=event.speaker, at=move.due, kind=kind),)


def lines_of(room: Room, s: Situation, move: Move) -> tuple[AuditLine, ...]:
    """What must be on record: ids, no words."""
    kind = "model_refused" if move.refuses_model else ON_RECORD.get(move.kind)
    if move.kind is MoveKind.OPEN_PRODUCT and not s.conversation.gate_open:
        kind = "gate_opened"
    if move.copy is not None:
        kind = "notes_passed"
    if move.worth:
        return (_of_worth(room, move),)
    if kind is None:
        return ()
    ids = {
        "conversation": s.conversation.id,
        "speaker": s.speaker,
        "account": room.account,
        "room": room.id,
        "channel": room.channel,
    }
    if move.kind is MoveKind.HAND_OVER and move.peer:
        ids["story"] = move.peer
    return (AuditLine(kind, ids),)


def _of_worth(room: Room, move: Move) -> AuditLine:
    """That it was asked, or what was answered: no words, and nobody's name."""
    ids = {"conversation": move.worth, "account": room.account}
    if not move.answer:
        return AuditLine("worth_asked", ids)
    return AuditLine("worth_answered", ids | {"answer": move.answer})
