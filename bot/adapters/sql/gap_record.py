"""Writing a turn's gap: these statements belong to the turn's transaction."""

from sqlalchemy import Connection, bindparam, insert, update

from bot.adapters.sql.codec import encode
from bot.adapters.sql.schema import gaps
from bot.domain.gaps import Gap
from bot.ports.turns import TurnCommit

_ADD = insert(gaps)
_FORGET = (
    update(gaps)
    .where(gaps.c.conversation_id == bindparam("conversation"), gaps.c.words != "")
    .values(words="")
)


def save_gap(connection: Connection, turn: TurnCommit, conversation_id: str) -> None:
    """Write the gap that a turn found, and take out the words that it asked to forget."""
    if turn.gap is not None:
        connection.execute(_ADD, _row(turn.gap, turn.inbox_id))
    if turn.forget_words:
        connection.execute(_FORGET, {"conversation": conversation_id})


def _row(gap: Gap, inbox_id: int) -> dict[str, object]:
    return {
        "inbox_id": inbox_id,
        "at": gap.at,
        "role": gap.role.value,
        "audience": gap.audience.value,
        "account": gap.account,
        "conversation_id": gap.conversation_id,
        "words": gap.words,
        "language": gap.language,
        "nearest": gap.nearest,
        "score": gap.score,
        "set_aside": encode(list[str], sorted(gap.set_aside)),
    }
