"""Posting in Teams: what is worked on becomes the reply, the rest follows it."""

import asyncio
import logging
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Protocol

import httpx
from microsoft_teams.api.activities.message import MessageActivityInput
from microsoft_teams.api.clients import ApiClient
from microsoft_teams.apps import App

from bot.channels.teams.address import Address, without_thread
from bot.channels.teams.markup import escaped
from bot.channels.teams.messages import messages_of
from bot.channels.teams.roster import all_of
from bot.channels.teams.standing import Seen, standing_of
from bot.channels.teams.waiting import Waiting
from bot.channels.teams.whereabouts import pointing_of
from bot.domain.audience import Place, Room
from bot.domain.reply import Reply

UNDELIVERABLE, _NOTHING = "undeliverable", "nothing"  # receipts of what has no message
_GONE = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)  # uninstalled, blocked, or deleted
_PATIENT_TRIES = 2
_LONGEST_PAUSE = 10.0  # seconds that a post may wait where Teams asks us to slow down

_log = logging.getLogger(__name__)


class Waits(Protocol):
    """A reply on its way out, as far as this channel needs to know it."""

    @property
    def id(self) -> int:
        """The number that it is stored under."""
        ...

    @property
    def room(self) -> Room:
        """Where it belongs."""
        ...

    @property
    def reply(self) -> Reply:
        """What it says."""
        ...


class Receipted(Protocol):
    """A reply that was posted, as far as this channel needs to know it."""

    @property
    def room(self) -> Room:
        """Where it stands."""
        ...

    @property
    def receipt(self) -> str:
        """The ids of its messages."""
        ...


@dataclass(slots=True)
class TeamsPoster:
    """Posts replies. The receipt is the ids of a reply's messages."""

    library: App
    waiting: Waiting
    home: str
    _sent: dict[int, list[str]] = field(default_factory=dict)  # parts of replies not yet complete

    async def post(self, outgoing: Waits) -> str:
        """Post a reply. Who has taken us out of their room is not written to again and again."""
        if not outgoing.room.address:
            _log.warning("reply %s is not posted: no message of its room is kept", outgoing.id)
            return UNDELIVERABLE
        address = Address.of(outgoing.room)
        api = self.library.api.from_service_url(address.service)
        if not await self._still_ours(outgoing.room, api, address):
            _log.warning("reply %s is not posted: others read there by now", outgoing.id)
            return UNDELIVERABLE
        try:
            sent = await self._parts(outgoing, api, address)
        except httpx.HTTPStatusError as error:
            if error.response.status_code not in _GONE:
                raise
            _log.warning("reply %s cannot reach its room any more", outgoing.id)
            return UNDELIVERABLE
        self._sent.pop(outgoing.id, None)
        return " ".join(sent) or _NOTHING

    async def tell(self, room: Room, line: str) -> None:
        """Tell a room that an answer takes longer, unless it sees that one is worked on."""
        if self.waiting.shows(room):
            return
        address = Address.of(room)
        message = MessageActivityInput(text=escaped(line))
        address.sign(message, room)
        await _create(self.library.api.from_service_url(address.service), room, message)

    async def find(self, outgoing: Waits) -> str | None:
        """Teams lets nobody look up what was posted: in doubt it is posted, perhaps twice."""
        if outgoing.id not in self._sent:
            _log.warning("reply %s may have been posted already; it is posted now", outgoing.id)
        return None

    async def amend(self, outgoing: Receipted, reply: Reply) -> None:
        """Put another reply in the place of one that was posted; what is left over is deleted."""
        room, ids = outgoing.room, outgoing.receipt.split()
        if outgoing.receipt in (UNDELIVERABLE, _NOTHING) or not room.address:
            return
        address = Address.of(room)
        api = self.library.api.from_service_url(address.service)
        messages = messages_of(reply, room)
        try:
            for sent, message in zip(ids, messages, strict=False):
                address.sign(message, room)
                await api.conversations.update_activity(room.id, sent, message)
            for sent in ids[len(messages) :]:
                await api.conversations.delete_activity(room.id, sent)
        except httpx.HTTPStatusError as error:
            if error.response.status_code not in _GONE:
                raise
            _log.warning("a posted reply cannot be changed any more")

    async def _still_ours(self, room: Room, api: ApiClient, address: Address) -> bool:
        """What was said among ourselves is posted only while nobody else reads there.

        Raises:
            ConnectionError: who reads there cannot be found out now.
        """
        if room.place is not Place.INTERNAL:
            return True
        where = without_thread(room.id)
        members = await all_of(api, where)
        if members is None:
            raise ConnectionError("a roster cannot be read")
        others = tuple(m for key, m in members.items() if key != address.bot)
        seen = Seen(where, "groupChat", self.home, members=others)
        return standing_of(self.home, seen).place is Place.INTERNAL

    async def _parts(self, outgoing: Waits, api: ApiClient, address: Address) -> list[str]:
        room, reply = outgoing.room, outgoing.reply
        if reply.begins:  # it answers no message, so it stands in no thread
            room = replace(room, id=without_thread(room.id))
        sent = self._sent.setdefault(outgoing.id, [])
        if reply.reaction and not reply.text:
            await self._react(room, api, address)
            return sent
        pointing = await pointing_of(reply, room, api, self.home)
        for n, message in enumerate(messages_of(reply, room, pointing)):
            if n >= len(sent):
                address.sign(message, room)
                answers = n == 0 and not reply.begins
                sent.append(await self._message(room, api, message, first=answers))
        return sent

    async def _message(
        self, room: Room, api: ApiClient, message: MessageActivityInput, *, first: bool
    ) -> str:
        if first:
            if streamed := await self.waiting.stream(room, message):
                return streamed
            if shown := await self.waiting.line(room):
                await api.conversations.update_activity(room.id, shown, message)
                return shown
        return await _create(api, room, message)

    async def _react(self, room: Room, api: ApiClient, address: Address) -> None:
        """A thumb up is enough for thanks; where that is not to be had, a sign is written."""
        await self.waiting.over(room, api)
        try:
            await api.conversations.add_reaction(room.id, address.message, "like")
        except httpx.HTTPError:
            thumb = MessageActivityInput(text="\U0001f44d")
            address.sign(thumb, room)
            await _create(api, room, thumb)


async def _create(api: ApiClient, room: Room, message: MessageActivityInput) -> str:
    """Post a message; where Teams asks us to slow down, do, for a while."""
    for _ in range(_PATIENT_TRIES):
        try:
            return (await api.conversations.create_activity(room.id, message)).id
        except httpx.HTTPStatusError as error:
            if error.response.status_code != HTTPStatus.TOO_MANY_REQUESTS:
                raise
            await asyncio.sleep(_pause(error.response.headers.get("retry-after", "")))
    return (await api.conversations.create_activity(room.id, message)).id


def _pause(said: str) -> float:
    return min(float(said), _LONGEST_PAUSE) if said.replace(".", "", 1).isdigit() else 1.0
