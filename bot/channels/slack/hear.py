"""Messages: which are for the bot, and the event that each of those becomes."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.channels.slack.addressed import Posted, names_nobody, surely_meant
from bot.channels.slack.clients import FAILURES, UnknownTeamError, reason_of
from bot.channels.slack.files import FileTooLargeError, download, story_files
from bot.channels.slack.ids import CHANNEL, Address, Spot, message_key, person_id, revision_key
from bot.channels.slack.incoming import Origin, moment, of_message
from bot.channels.slack.parts import SlackParts
from bot.channels.slack.private import Private
from bot.channels.slack.seating import Seat, Seating
from bot.channels.slack.words_in import words_of
from bot.channels.slack.working import Working
from bot.domain.aside import asks_aside, taken_aside
from bot.domain.audience import Place, Role, Room, acting_role
from bot.domain.events import Action, File, Message, Press
from bot.domain.room_care import of_the_whole_room
from bot.use_cases.respond import Respond

logger = logging.getLogger(__name__)

Raw = Mapping[str, Any]
# What people write; all other subtypes are notices of Slack's own.
_WRITTEN = frozenset({"", "file_share", "thread_broadcast", "me_message"})
_DELETED = "message_deleted"
_CHANGED = "message_changed"
_OPENING = 1.0  # seconds that opening a direct message may take: Slack waits for our answer
_TOMBSTONE = "tombstone"  # what is left of a deleted message that has answers


class Hear:
    """Takes in what was written, edited and deleted. What is not for the bot is dropped."""

    def __init__(self, parts: SlackParts, seating: Seating, working: Working) -> None:
        self._parts = parts
        self._respond: Respond = parts.respond
        self._seating = seating
        self._working = working
        self._private = Private(parts)
        self._overhear = parts.overhear

    async def __call__(self, context: Raw, event: Raw) -> None:
        """Take in a message event, or the mention that announces the same message."""
        subtype = str(event.get("subtype") or "")
        if subtype == _DELETED:
            await self._deleted(context, event, event.get("previous_message") or {})
        elif subtype == _CHANGED:
            await self._changed(context, event)
        elif subtype in _WRITTEN and not _by_a_bot(event):
            await self._written(context, event)

    async def _written(self, context: Raw, event: Raw) -> None:
        origin = of_message(context, event, event)
        bot = str(context.get("bot_user_id") or "")
        if not origin.user or not origin.spot.channel:
            return
        posted = Posted(
            author=person_id(origin.user),
            text=str(event.get("text") or ""),
            direct=origin.direct,
            in_thread=_in_thread(event),
        )
        if surely_meant(posted, bot):
            await self._take(context, event, await self._seated(origin), origin)
        elif story_files(event) and origin.spot.channel == self._parts.config.story_channel:
            await self._dropped(event, origin)
        elif posted.in_thread:
            await self._overheard(context, event, posted, origin)

    async def _dropped(self, event: Raw, origin: Origin) -> None:
        """A file in the channel for stories, as long as nobody but our own people is in it."""
        seat = await self._seated(origin)
        key = message_key(origin.team, origin.spot.channel, origin.address.message)
        await self._take_files(key, story_files(event), seat, origin)

    async def _overheard(self, context: Raw, event: Raw, posted: Posted, origin: Origin) -> None:
        """In a thread the bot goes on with the person whom it answered last, if they are alone."""
        line = await self._parts.read.latest(self._seating.unseen(origin).room)
        if line is None and not await self._goes_on(event, origin):
            return  # no thread of ours
        seat = await self._seated(origin)
        if seat.speaker.trusted and await self._parts.read.waits_for_person(seat.room):
            await self._answered(seat, origin)
            return
        since = line.at if line else moment(origin.address.thread)
        alone = await self._overhear.alone(seat.room, seat.speaker, since, origin.at)
        asked = line is None or (line.speaker_id == seat.speaker.id and line.reply is not None)
        if asked and alone and names_nobody(posted) and not await self._quiet(seat):
            await self._take(context, event, seat, origin)

    async def _goes_on(self, event: Raw, origin: Origin) -> bool:
        """Say whether someone adds to what they have just asked at the head of the thread."""
        root = message_key(origin.team, origin.spot.channel, origin.address.thread)
        return event.get("parent_user_id") == origin.user and await self._respond.knows(root)

    async def _answered(self, seat: Seat, origin: Origin) -> None:
        """One of ours writes where a person was asked for: that they did is kept, no words."""
        key = message_key(origin.team, origin.spot.channel, origin.address.message)
        action = Action(
            key=f"{key}:answered",
            room=seat.room,
            speaker=seat.speaker,
            at=origin.at,
            press=Press.ANSWERED,
        )
        await self._working.take(action)

    async def _quiet(self, seat: Seat) -> bool:
        """Whether someone wanted an answer to mentions alone, in this thread or in the channel."""
        return await self._parts.read.is_quiet(seat.room, _whole(seat.room))

    async def _seated(self, origin: Origin) -> Seat:
        seat = await self._seating(origin)
        if not origin.direct:  # where only two can write, nobody comes between
            await self._overhear(seat.room, seat.speaker, origin.at)
        return seat

    async def _take(self, context: Raw, event: Raw, seat: Seat, origin: Origin) -> None:
        key = message_key(origin.team, origin.spot.channel, origin.address.message)
        words = words_of(str(event.get("text") or ""), str(context.get("bot_user_id") or ""))
        files = story_files(event)
        if files and not (words and acting_role(seat.speaker, seat.room) is Role.REP):
            await self._take_files(key, files, seat, origin)
        if words or not files:
            at_root = not (origin.direct or _in_thread(event))
            room = _whole(seat.room) if at_root and of_the_whole_room(words) else seat.room
            message = Message(key=key, room=room, speaker=seat.speaker, at=origin.at, text=words)
            await self._working.take(await self._aside(message, origin))

    async def _aside(self, message: Message, origin: Origin) -> Message:
        """Take what one of ours asks for themselves to where they are alone, if Slack lets us."""
        if not asks_aside(message):
            return message
        try:
            async with asyncio.timeout(_OPENING):
                client = await self._parts.clients.posting(origin.team)
                channel = await self._private.channel(client, origin.user)
        except (*FAILURES, UnknownTeamError, TimeoutError) as error:
            logger.info("Slack: nobody was taken aside (%s)", reason_of(error))
            return message
        room = Spot(origin.team, channel).room_id
        address = str(Address(user=origin.user))
        alone = Room(room, CHANNEL, Place.DM, address=address)
        return taken_aside(message, alone) if channel else message

    async def _take_files(self, key: str, files: list[Raw], seat: Seat, origin: Origin) -> None:
        """Only an owner's files are fetched; a rep is told so, and nobody else anything."""
        role = acting_role(seat.speaker, seat.room)
        if role is Role.PROSPECT:
            return
        client = await self._parts.clients.of(origin.team)
        for file in files:
            content = b""
            try:
                if role is Role.OWNER:
                    content = await download(client, file)
            except FileTooLargeError:  # the review says that there is nothing in it
                logger.warning("Slack: file %s is too large", file["id"])
            taken = File(
                key=f"{key}:file:{file['id']}",
                room=seat.room,
                speaker=seat.speaker,
                at=origin.at,
                name=str(file.get("name") or "story.txt"),
                content=content,
            )
            await self._working.take(taken)

    async def _changed(self, context: Raw, event: Raw) -> None:
        message, before = event.get("message") or {}, event.get("previous_message") or {}
        if message.get("subtype") == _TOMBSTONE:
            await self._deleted(context, event, before)
            return
        text = str(message.get("text") or "")
        if _by_a_bot(message) or text == before.get("text"):
            return  # a preview was added, or the like
        origin = of_message(context, event, message)
        key = message_key(origin.team, origin.spot.channel, origin.address.message)
        if not await self._respond.knows(key):
            return
        seat = await self._seated(origin)
        edited = str((message.get("edited") or {}).get("ts") or event.get("event_ts") or "")
        revision = Message(
            key=revision_key(key, edited),
            room=seat.room,
            speaker=seat.speaker,
            at=origin.at,
            text=words_of(text, str(context.get("bot_user_id") or "")),
            revises=key,
        )
        await self._working.take(revision)

    async def _deleted(self, context: Raw, event: Raw, before: Raw) -> None:
        if _by_a_bot(before):
            return
        origin = of_message(context, event, before)
        key = message_key(origin.team, origin.spot.channel, origin.address.message)
        if not await self._respond.knows(key):
            return
        seat = await self._seating(origin)
        gone = Action(
            key=f"{key}:deleted",
            room=seat.room,
            speaker=seat.speaker,
            at=origin.at,
            press=Press.UNSAID,
            target=key,
        )
        await self._working.take(gone)


def _in_thread(event: Raw) -> bool:
    return bool(event.get("thread_ts")) and event["thread_ts"] != event.get("ts")


def _whole(room: Room) -> Room:
    """Give the channel that a thread is in, as a room of its own."""
    spot = Spot.of(room.id)
    return replace(room, id=Spot(spot.team, spot.channel).room_id)


def _by_a_bot(message: Raw) -> bool:
    return bool(message.get("bot_id") or message.get("bot_profile"))
