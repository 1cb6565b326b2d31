"""From what a form sent to the event that enters `respond`; None where there is nothing to say."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from starlette.exceptions import HTTPException

from bot.channels.web.forms import Sent
from bot.channels.web.seats import Sitting
from bot.domain.audience import Room, Speaker
from bot.domain.events import Action, File, InboundEvent, Message, Submission


class Stamp(TypedDict):
    """What all events have."""

    key: str
    room: Room
    speaker: Speaker
    at: datetime


@dataclass(frozen=True, slots=True)
class Arrived:
    """A form that arrived from a seat."""

    sent: Sent
    sitting: Sitting
    at: datetime

    @property
    def stamp(self) -> Stamp:
        """The key, room, speaker and time. The room in the key keeps others' keys apart."""
        room = self.sitting.room
        key = f"web:{room.id}:{self.sent.event_key}"
        return Stamp(key=key, room=room, speaker=self.sitting.speaker, at=self.at)


Make = Callable[[Arrived], InboundEvent | None]


def message(arrived: Arrived) -> InboundEvent | None:
    """Something was written, or a starter picked; a blank message is none."""
    text = arrived.sent.text or arrived.sitting.seat.starter(arrived.sent.target)
    return Message(**arrived.stamp, text=text) if text else None


def press(arrived: Arrived) -> InboundEvent | None:
    """A button was pressed."""
    return Action(**arrived.stamp, press=arrived.sent.pressed, target=arrived.sent.target)


def correction(arrived: Arrived) -> InboundEvent | None:
    """An entry got other words."""
    sent = arrived.sent
    if not (sent.text and sent.target):
        return None
    return Submission(**arrived.stamp, entry_id=sent.target, text=sent.text)


def story_file(arrived: Arrived) -> InboundEvent | None:
    """A story was handed over, in the seat where that is done.

    Raises:
        HTTPException: 404 in any other seat.
    """
    if not arrived.sitting.seat.uploads:
        raise HTTPException(404)
    sent = arrived.sent
    if not sent.file_name:
        return None
    return File(**arrived.stamp, name=sent.file_name, content=sent.content)
