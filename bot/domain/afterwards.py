"""The conversation as it is once a reply has gone out."""

from dataclasses import replace

from bot.domain.brief import Field
from bot.domain.conversation import AgreedDate, Conversation, Turn
from bot.domain.gate import GATED_FIELDS, open_gate
from bot.domain.hand_over import kept
from bot.domain.moves import Move, MoveKind
from bot.domain.remember import CONFIRM
from bot.domain.reply import Reply
from bot.domain.situation import Situation
from bot.domain.worth import after_worth

# An aside leaves standing what was asked before it.
_ASIDES = frozenset(
    {
        MoveKind.REPEAT,
        MoveKind.EXPLAIN_PRIVACY,
        MoveKind.ANSWER_PLAINLY,
        MoveKind.HOLD_LINE,
        MoveKind.CANNOT_HANDLE,
        MoveKind.SHARE,
        MoveKind.MIND_ROOM,
    }
)


def afterwards(s: Situation, move: Move, reply: Reply) -> Conversation:
    """Add the turn and what it changed: the gate, what was read back, what now awaits a reply."""
    conversation = s.conversation
    n = conversation.next_n
    if move.kind is MoveKind.OPEN_PRODUCT and not conversation.gate_open:
        conversation = replace(conversation, gate=open_gate(conversation.brief))
    if move.awaits == CONFIRM:
        read = GATED_FIELDS if move.kind is MoveKind.CONFIRM_BRIEF else Field
        conversation = replace(conversation, brief=conversation.brief.show(n, *read))
    if move.due is not None:
        agreed = AgreedDate(move.due, s.speaker)
        conversation = replace(conversation, dates=(*conversation.dates, agreed))
    if move.hand_over is not None:
        hand_overs = kept(conversation.hand_overs, move.hand_over)
        conversation = replace(conversation, hand_overs=hand_overs)
    conversation = after_worth(_passed_on(conversation, move), move)
    turn = Turn(
        n=n,
        at=s.now,
        speaker=s.speaker,
        move=move.kind,
        question=reply.question,
        story_ids=tuple(c.id for c in reply.stories),
        read_back=move.reads_back,
        text=reply.text,
        line=move.line,
    )
    aside = move.kind in _ASIDES
    return replace(
        conversation.with_turn(turn),
        pending=reply.question or (conversation.pending if aside else None),
        awaits=move.awaits or (conversation.awaits if aside else ""),
        peer=move.peer or (conversation.peer if aside else ""),
        talked_between=False,
        told_who_reads=conversation.told_who_reads or bool(reply.text),
        told_provider=(reply.text and s.provider) or conversation.told_provider,
    )


def _passed_on(conversation: Conversation, move: Move) -> Conversation:
    """Keep what was previewed until it is sent; then keep the copy."""
    if move.copy is not None:
        return replace(conversation, passing=None, passed=(*conversation.passed, move.copy))
    return replace(conversation, passing=move.passing or conversation.passing)
