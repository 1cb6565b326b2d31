"""When a language model may help in a turn. What is cheap and certain is left to plain rules."""

from bot.domain.heard import Assent, Cue, Heard, Intent
from bot.domain.moves import Move, MoveKind

# What is asked for in so many words is answered by rule, from what stands on record.
_CERTAIN = (
    Intent.ASK_PRIVACY,
    Intent.ASK_HUMAN,
    Intent.ASK_SUMMARY,
    Intent.ASK_PRODUCT,
    Intent.DECLINE,
    Intent.CORRECT,
    Intent.ADVERSARIAL,
    Intent.OFF_TOPIC,
)
_PLAIN_SIGNS = frozenset(Cue) - {
    Cue.GREETING,
    Cue.CURIOUS,
    Cue.RECOMMEND,
    Cue.ANOTHER_EXAMPLE,
    Cue.NOTHING,
    Cue.IMPATIENT,
    Cue.TORN,
    Cue.WALL,
    Cue.MORE,
}

# Moves that tell, ask or suggest. Facts, notes, privacy and agreements are said word for word.
_WORDED = frozenset(
    {
        MoveKind.WELCOME,
        MoveKind.ASK,
        MoveKind.SHARE_STORY,
        MoveKind.RECOMMEND,
        MoveKind.SUGGEST_CHECK,
        MoveKind.ACKNOWLEDGE,
        MoveKind.NO_STORY,
    }
)


def worth_hearing(heard: Heard) -> bool:
    """Say whether a turn is worth a model's reading, by what was heard without one."""
    if heard.language != "en" or (heard.assent is not Assent.NONE and not heard.entries):
        return False
    return not heard.wants(*_CERTAIN) and not heard.has(*_PLAIN_SIGNS)


def worth_wording(move: Move) -> bool:
    """Say whether a move is worth a model's wording; lists and facts are given as they stand."""
    tells = bool(move.told or move.question or move.heard)
    given_whole = move.fact or move.view or move.points or move.attach or move.reaction
    return move.kind in _WORDED and tells and not given_whole
