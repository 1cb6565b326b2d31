"""What one of the vendor's people asks where buyers read, and is answered elsewhere, alone.

Nothing internal is posted where others read, in no form. So what can only be meant for the asker
is taken to where they are alone with the bot; any other words are answered in the room, as its
readers may see it.
"""

from dataclasses import replace
from typing import TypeGuard

from bot.domain.audience import Place, Room
from bot.domain.events import Addressee, InboundEvent, Message
from bot.domain.insider_wishes import for_the_asker

_READ_BY_OTHERS = (None, Place.SHARED)  # unknown: treated as shared


def asks_aside(event: InboundEvent | None) -> TypeGuard[Message]:
    """Say whether one of the vendor's people asks for something of their own among others."""
    return (
        isinstance(event, Message)
        and event.to is Addressee.BOT
        and not event.revises
        and event.speaker.trusted
        and event.room.place in _READ_BY_OTHERS
        and for_the_asker(event.text)
    )


def taken_aside(message: Message, alone: Room) -> Message:
    """Give a question as it is asked where its author is alone with the bot.

    Raises:
        ValueError: others may read there.
    """
    if alone.place is not Place.DM:
        raise ValueError("only where someone is alone is a question of theirs answered aside")
    return replace(message, room=alone, asked_in=message.room)
