"""Preparing one of the vendor's people for a meeting: what would help the buyer, on a page."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from bot.domain.audience import Audience, Clearance, Room, Speaker, audience_of, clearance_for
from bot.domain.brief_page import brief_page
from bot.domain.conversation import Conversation
from bot.domain.events import Message
from bot.domain.insider_wishes import Preparing, account_named
from bot.domain.moves import Move, MoveKind, Told, View
from bot.domain.open_rooms import Account, OpenRoom
from bot.domain.prep import Bring, Prepared, account_document, last_word, prep_document
from bot.domain.reply import Attachment
from bot.domain.settle import SURELY
from bot.use_cases.find_stories import Ask, FindStories
from bot.use_cases.hearing import Hearing
from bot.use_cases.open_rooms import OpenRooms

STORIES, FOR_THE_VIEW, AGAINST_IT, INTERNAL = 3, 2, 1, 2
MOST_NAMED = 8  # accounts that are listed where one was not found


@dataclass(frozen=True, slots=True)
class Preparation:
    """The move that answers a wish to be prepared, and the page where there is one."""

    move: Move
    account: str = ""
    pages: tuple[Attachment, ...] = ()


Writing = Callable[[Prepared, Message], Awaitable[Preparation]]


class PrepareMeeting:
    """Writes the page from rooms that the rep may read and stories cleared at this moment."""

    def __init__(self, rooms: OpenRooms, find: FindStories, hearing: Hearing) -> None:
        self._rooms = rooms
        self._find = find
        self._hearing = hearing

    async def __call__(self, wish: Preparing, event: Message) -> Preparation | None:
        """Prepare for the account that is named; None where something else was meant."""
        return await self._of_account(wish, event, self._prepared)

    async def brief(self, wish: Preparing, event: Message) -> Preparation | None:
        """Sum up what the account that is named said; None where something else was meant."""
        return await self._of_account(wish, event, self._summed_up)

    async def _of_account(
        self, wish: Preparing, event: Message, write: Writing
    ) -> Preparation | None:
        known = await self._rooms.known(event.speaker, event.room)
        readable = await self._rooms.accounts(known)
        account = _meant(wish, event, readable)
        account = account or await self._that_passed_something(wish, event)
        if account is None:
            return _unknown(wish, [a.name for a in readable]) if wish.sure else None
        rooms = await self._opened(event.speaker, event.room, account.id)
        if not any(room.conversation.brief.entries for room in rooms):
            move = Move(MoveKind.PREPARE, line="prep_nothing", values={"account": account.name})
            return Preparation(move, account.id)
        written = await write(Prepared(account.name, rooms), event)
        return replace(written, account=account.id)

    async def _summed_up(self, prepared: Prepared, event: Message) -> Preparation:
        del event
        document = account_document(prepared, self._hearing.wording, self._hearing.operator)
        name = f"brief-{_file_name(prepared.account)}.md"
        page = Attachment("prep", name, brief_page(document))
        values = _values(prepared)
        move = Move(MoveKind.PREPARE, line="brief_ready", values=values)
        return Preparation(move, pages=(page,))

    async def _that_passed_something(self, wish: Preparing, event: Message) -> Account | None:
        """Name an account of which the reader is in no room, and which passed something on."""
        on_record = await self._rooms.on_record(event.speaker, event.room)
        account = account_named(wish.said, on_record)
        if account is None:
            return None
        opened = await self._opened(event.speaker, event.room, account.id)
        return account if any(room.conversation.passed for room in opened) else None

    async def _opened(self, reader: Speaker, here: Room, account: str) -> tuple[OpenRoom, ...]:
        opened = await self._rooms.of(reader, here, account)
        return tuple(room for room in opened if _has_something(room.conversation))

    async def _prepared(self, prepared: Prepared, event: Message) -> Preparation:
        bring = await self._worth(prepared, clearance_for(audience_of(event.speaker, event.room)))
        prepared = Prepared(prepared.account, prepared.rooms, bring)
        document = prep_document(prepared, self._hearing.wording, self._hearing.operator)
        page = Attachment("prep", f"prep-{_file_name(prepared.account)}.md", brief_page(document))
        values = _values(prepared)
        move = Move(MoveKind.PREPARE, line="prep_ready", values=values)
        return Preparation(move, pages=(page,))

    async def _worth(self, prepared: Prepared, own: Clearance) -> Bring:
        """What is brought to a buyer is cleared for buyers; what is not is for the rep alone."""
        buyers = clearance_for(Audience.OUTSIDERS)
        known = frozenset(
            s
            for room in prepared.rooms
            for s in room.conversation.shown_ids | room.conversation.not_like_us
        )
        told = await self._near(prepared.matter, buyers, STORIES, known)
        every = await self._near(prepared.matter, own, STORIES + INTERNAL, known)
        allowed = await self._find.told([t.rendition.story_id for t in every], buyers)
        internal = [t.rendition for t in every if t.rendition.story_id not in allowed]
        view = self._hearing.answers.view(prepared.matter) if prepared.matter else None
        bring = Bring(told, tuple(internal[:INTERNAL]))
        return bring if view is None else await self._with_view(bring, view, buyers)

    async def _with_view(self, bring: Bring, view: View, buyers: Clearance) -> Bring:
        """A point of view without a story for it would be an opinion: it is left out."""
        for_it = await self._on_any(view.about_for, buyers, FOR_THE_VIEW)
        taken = frozenset(t.rendition.story_id for t in for_it)
        against = await self._on_any(view.about_against, buyers, AGAINST_IT, taken)
        if not for_it:
            return bring
        return Bring(bring.told, bring.internal, view, for_it, against)

    async def _on_any(
        self,
        abouts: Sequence[str],
        clearance: Clearance,
        k: int,
        known: frozenset[str] = frozenset(),
    ) -> tuple[Told, ...]:
        found: dict[str, Told] = {}
        for about in abouts:
            for told in await self._near(about, clearance, 1, known | found.keys()):
                found[told.rendition.story_id] = told
        return tuple(found.values())[:k]

    async def _near(
        self, about: str, clearance: Clearance, k: int, known: frozenset[str]
    ) -> tuple[Told, ...]:
        found = await self._find(Ask(about, k, exclude=known), clearance)
        return tuple(t for t in found.told if t.score >= SURELY)


def _meant(wish: Preparing, event: Message, readable: Sequence[Account]) -> Account | None:
    """Who names no account means that of the room which they asked in."""
    if account := account_named(wish.said, readable):
        return account
    here = event.asked_in.account if event.asked_in and not wish.named else ""
    return next((a for a in readable if here == a.id), None)


def _values(prepared: Prepared) -> dict[str, str]:
    return {
        "account": prepared.account,
        "when": last_word(prepared.rooms),
        "rooms": _rooms(prepared.rooms),
    }


def _unknown(wish: Preparing, readable: Sequence[str]) -> Preparation:
    """Say plainly that it is not there, and which accounts are."""
    if not readable:
        return Preparation(Move(MoveKind.PREPARE, line="prep_no_account"))
    named = ", ".join(readable[:MOST_NAMED]) + (", ..." if len(readable) > MOST_NAMED else "")
    if not wish.named:
        values = {"accounts": named}
        return Preparation(Move(MoveKind.PREPARE, line="prep_which", values=values))
    values = {"account": wish.named, "accounts": named}
    return Preparation(Move(MoveKind.PREPARE, line="prep_unknown", values=values))


def _has_something(conversation: Conversation) -> bool:
    return bool(conversation.brief.entries or conversation.turns)


def _rooms(rooms: Sequence[OpenRoom]) -> str:
    return "1 room" if len(rooms) == 1 else f"{len(rooms)} rooms"


def _file_name(account: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in account).lower().split())[:40]
