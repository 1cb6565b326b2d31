"""The conversation as it is once a reply has gone out."""

from dataclasses import replace

from bot.domain.brief import Field
from bot.domain.conversation import Conversation, Turn
from bot.domain.gate import open_gate
from bot.domain.moves import Move, MoveKind
from bot.domain.remember import CONFIRM
from bot.domain.reply import Reply
from bot.domain.situation import Situation

# An aside leaves the question standing that was asked before it.
_ASIDES = frozenset(
    {
        MoveKind.REPEAT,
        MoveKind.EXPLAIN_PRIVACY,
        MoveKind.ANSWER_PLAINLY,
        MoveKind.HOLD_LINE,
        MoveKind.CANNOT_HANDLE,
    }
)


def afterwards(s: Situation, move: Move, reply: Reply) -> Conversation:
    """Add the turn, and what it changed: the gate, what was read back, what now waits for an answer."""
    conversation = s.conversation
    n = conversation.next_n
    if move.kind is MoveKind.OPEN_PRODUCT and not conversation.gate_open:
        conversation = replace(conversation, gate=open_gate(conversation.brief))
    if move.awaits == CONFIRM:
        conversation = replace(conversation, brief=conversation.brief.show(n, *Field))
    turn = Turn(
        n=n,
        at=s.now,
        speaker=s.speaker,
        move=move.kind,
        question=reply.question,
        story_ids=tuple(c.id for c in reply.stories),
        read_back=bool(move.heard),
        text=reply.text,
        line=move.line,
    )
    kept = conversation.pending if move.kind in _ASIDES else None
    return replace(
        conversation.with_turn(turn),
        pending=reply.question or kept,
        awaits=move.awaits,
        told_who_reads=conversation.told_who_reads or bool(reply.text),
    )
