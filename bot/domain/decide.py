"""Deciding the one move of a turn: rules in the order in which someone in a hurry would want them.

Safety first, then a person or a demo, privacy, correction, a plain answer, and then guiding.
Each rule looks at the situation and gives a move or passes on.
"""

from collections.abc import Callable

from bot.domain.checks import either_cause, suggest_check
from bot.domain.guiding import (
    ask_for_story,
    decided,
    guide,
    narrow,
    point_the_way,
    provoke,
    read_wall,
    recommend,
    welcome,
)
from bot.domain.moves import Move, MoveKind
from bot.domain.passing import answer_preview, pass_on
from bot.domain.peers import answer_peer, offer_peer
from bot.domain.product import ask_product, confirm_first
from bot.domain.repair import (
    back_again,
    clarify,
    corrected,
    cut_short,
    decline,
    forget,
    go_back,
    off_topic,
    other_language,
    repeat,
)
from bot.domain.requests import (
    adversarial,
    answer_offer,
    circle_back,
    courtesy,
    explain_privacy,
    hand_over,
    in_your_own_room,
    not_like_us,
    refuse_model,
    show_brief,
    was_confirmed,
    who_are_you,
)
from bot.domain.several import differ, unread
from bot.domain.situation import Situation
from bot.domain.tell_on import tell_on
from bot.domain.weighing import weigh
from bot.domain.worth import answer_worth

Rule = Callable[[Situation], Move | None]

RULES: tuple[Rule, ...] = (
    other_language,
    adversarial,
    in_your_own_room,
    answer_worth,
    answer_preview,
    pass_on,
    offer_peer,
    hand_over,
    forget,
    answer_peer,
    answer_offer,
    refuse_model,
    explain_privacy,
    corrected,
    ask_product,
    confirm_first,
    unread,
    show_brief,
    was_confirmed,
    circle_back,
    repeat,
    go_back,
    clarify,
    tell_on,
    courtesy,
    decided,
    decline,
    narrow,
    not_like_us,
    recommend,
    weigh,
    point_the_way,
    ask_for_story,
    read_wall,
    who_are_you,
    back_again,
    either_cause,
    cut_short,
    off_topic,
    welcome,
    differ,
    suggest_check,
    provoke,
    guide,
)


def decide(situation: Situation) -> Move:
    """Give the first move that a rule finds fitting; the last rule always has one."""
    for rule in RULES:
        move = rule(situation)
        if move is not None:
            return move
    return Move(MoveKind.CANNOT_HANDLE, line="cannot_handle", reason="no rule fits")
