"""What people ask of the bot itself in a room: to keep quiet, to leave, to take a reply back."""

import re
from collections.abc import Mapping
from enum import StrEnum

from bot.domain.audience import Place, Room, Speaker

INTRODUCE = "introduce"  # the kind of the timer that carries an introduction into a room


class RoomWish(StrEnum):
    """What is wished of the bot in a room."""

    QUIET = "quiet"
    ANSWER_AGAIN = "answer_again"
    LEAVE = "leave"
    TAKE_BACK = "take_back"


_PLEASE = r"(?:(?:please|pls|ok|now|can you|could you|would you)[, ]+)*"
_HERE = r"(?: (?:here|in here|in this (?:thread|channel|room)))?"
_ENDS = r"(?:,? please)?[.! ]*$"
# Said with other words around it, it may be the matter of a story.
_WISHES: Mapping[RoomWish, str] = {
    RoomWish.QUIET: (
        r"(?:(?:be |stay |keep )?quiet|only when mentioned"
        r"|(?:only )?answer (?:only )?(?:when|if) (?:you are |you're )?mentioned)"
    ),
    RoomWish.ANSWER_AGAIN: r"(?:(?:you (?:can|may) )?(?:answer|speak) again)",
    RoomWish.LEAVE: r"(?:leave(?: (?:this |the )?(?:channel|room|chat|group|us))?)",
    RoomWish.TAKE_BACK: (
        r"(?:take (?:that|this|it|your (?:last )?(?:reply|answer)) back"
        r"|take back (?:that|this|your (?:last )?(?:reply|answer)))"
    ),
}
_PATTERNS = {
    wish: re.compile(rf"^{_PLEASE}{words}{_HERE}{_ENDS}", re.IGNORECASE)
    for wish, words in _WISHES.items()
}
_INTRODUCE = re.compile(rf"^{_PLEASE}/?introduce yourself{_HERE}{_ENDS}", re.IGNORECASE)


def room_wish(text: str) -> RoomWish | None:
    """Hear what is wished of the bot itself, where nothing else is said."""
    straight = " ".join(text.replace("\u2019", "'").split())
    return next((wish for wish, said in _PATTERNS.items() if said.match(straight)), None)


def wants_introduction(text: str) -> bool:
    """Say whether the bot is to introduce itself."""
    return bool(_INTRODUCE.match(" ".join(text.split())))


def of_the_whole_room(text: str) -> bool:
    """Say whether words said at the root of a room are meant for all of it, not for a thread."""
    return room_wish(text) in (RoomWish.QUIET, RoomWish.ANSWER_AGAIN, RoomWish.LEAVE)


def may_take_back(speaker: Speaker, room: Room) -> bool:
    """What was said to one person alone they may take back; what all read, the vendor's people."""
    return room.place is Place.DM or speaker.insider
