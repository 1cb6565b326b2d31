"""How far a wish to forget reaches: which rooms, which events, whose words."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Text, cast, select, update

from bot.adapters.sql.codec import UnreadableRowError, decode, decode_event, encode
from bot.adapters.sql.schema import conversations, inbox
from bot.domain.audience import Place
from bot.domain.brief import Entry
from bot.domain.conversation import Conversation
from bot.domain.events import Action, InboundEvent, Message, Submission, Timer
from bot.domain.forgetting import (
    OfAccount,
    OfPerson,
    OfRoom,
    Older,
    Phrase,
    Scope,
    names_in,
    pattern_of,
)

AT_ONCE = 500  # ids in one statement; databases bound how many it may have
_ALONE = frozenset({Place.DM.value, Place.PUBLIC.value})


@dataclass(slots=True)
class Reach:
    """All that a scope covers.

    `rooms` are gone whole; in those `touched` besides, the events `inbox` are gone. `words` were
    said by whom it covers, `names` are what they are called.
    """

    scope: Scope
    rooms: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    inbox: set[int] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    accounts: set[str] = field(default_factory=set)
    before: datetime | None = None

    @property
    def copies(self) -> re.Pattern[str] | None:
        """What replies may repeat of them."""
        telling = {words for words in self.words if _telling(words)}
        return pattern_of(telling | self.called, 3)

    @property
    def called(self) -> set[str]:
        """Names and ids that stand for them."""
        bare = {person.rpartition(":")[2] for person in self.people}
        return {*names_in(self.names), *self.people, *bare, *self._account}

    @property
    def naming(self) -> re.Pattern[str] | None:
        """What others may call them."""
        if isinstance(self.scope, Phrase):
            return pattern_of([self.scope.text], 1)
        return pattern_of(self.called, 3)

    @property
    def known_as(self) -> re.Pattern[str] | None:
        """What names them and nobody else: ids, and names of more than one word."""
        if isinstance(self.scope, Phrase):
            return self.naming
        whole = {name for name in self.names if len(name.split()) > 1}
        return pattern_of({*whole, *self.people, *self._account}, 3)

    @property
    def _account(self) -> set[str]:
        return {self.scope.account} if isinstance(self.scope, OfAccount) else set()


def _telling(words: str) -> bool:
    """Whether words are somebody's: "more" and "yes please" are everybody's."""
    return len(words.split()) > 2 or len(words) >= 12  # noqa: PLR2004


def reach_of(connection: Connection, scope: Scope) -> Reach:
    """Find what a scope covers. The rooms are locked first, so that no turn comes between."""
    reach = Reach(scope)
    match scope:
        case OfPerson(person_id):
            _person(connection, reach, person_id)
        case OfRoom(conversation_id):
            _rooms(connection, reach, conversations.c.id == conversation_id)
        case OfAccount(account):
            _rooms(connection, reach, conversations.c.account == account)
            _only_there(connection, reach)
        case Older(account, before):
            _older(connection, reach, account, before)
        case Phrase():
            _phrase(connection, reach, scope)
    return reach


def speaker_is(person_id: str) -> ColumnElement[bool]:
    """Find quickly what may be of a person: their id stands in the event."""
    return cast(inbox.c.event, Text).contains(encode(str, person_id), autoescape=True)


def chunks(ids: Iterable[Any]) -> Iterator[list[Any]]:
    """Cut ids into what one statement may have."""
    rows = sorted(ids)
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]


def fence(connection: Connection, rooms: Iterable[str]) -> None:
    """Take the right to answer from whoever has it: what they remember is out of date."""
    for some in chunks(rooms):
        taken = update(conversations).where(conversations.c.id.in_(some))
        connection.execute(
            taken.values(token=conversations.c.token + 1, lease_owner=None, lease_until=None)
        )


def event_of(row: Row[*tuple[Any, ...]]) -> InboundEvent | None:
    """Give an event, None where it cannot be read: then nobody can say whose it is."""
    try:
        return decode_event(row.type, row.event, f"inbox {row.id}")
    except UnreadableRowError:
        return None


def words_of(event: InboundEvent) -> list[str]:
    """Give what somebody wrote with an event."""
    if isinstance(event, Message | Submission):
        return [event.text]
    return [event.words] if isinstance(event, Action) else []


def _take(reach: Reach, row: Row[*tuple[Any, ...]], event: InboundEvent | None) -> None:
    reach.inbox.add(row.id)
    reach.keys.add(row.key)
    reach.touched.add(row.conversation_id)
    if event is not None and not event.speaker.insider and not isinstance(event, Timer):
        reach.words.update(words_of(event))
        reach.names.add(event.speaker.name)


_EVENTS = select(inbox.c.id, inbox.c.key, inbox.c.conversation_id, inbox.c.type, inbox.c.event)


def _person(connection: Connection, reach: Reach, person_id: str) -> None:
    theirs = _EVENTS.where(speaker_is(person_id))
    rooms = {row.conversation_id for row in connection.execute(theirs)}
    fence(connection, rooms)
    for row in connection.execute(theirs):
        event = event_of(row)
        if event is not None and event.speaker.id == person_id:
            _take(reach, row, event)
            reach.accounts.add(event.room.account)
    reach.people = {person_id}
    places = select(conversations.c.id, conversations.c.place)
    for some in chunks(reach.touched):
        for room in connection.execute(places.where(conversations.c.id.in_(some))).all():
            if room.place in _ALONE and not _others(connection, room.id, person_id):
                _whole(connection, reach, room.id)
    for conversation_id in reach.touched - reach.rooms:
        _said(connection, reach, conversation_id, lambda e: e.who == person_id)


def _others(connection: Connection, conversation_id: str, person_id: str) -> bool:
    rows = connection.execute(_EVENTS.where(inbox.c.conversation_id == conversation_id))
    events = (event_of(row) for row in rows)
    return any(e is None or e.speaker.id != person_id for e in events)


def _rooms(connection: Connection, reach: Reach, wanted: ColumnElement[bool]) -> None:
    found = connection.execute(select(conversations.c.id).where(wanted)).scalars().all()
    fence(connection, found)
    for conversation_id in found:
        _whole(connection, reach, conversation_id)


def _whole(connection: Connection, reach: Reach, conversation_id: str) -> None:
    reach.rooms.add(conversation_id)
    for row in connection.execute(_EVENTS.where(inbox.c.conversation_id == conversation_id)):
        event = event_of(row)
        _take(reach, row, event)
        if event is not None:
            reach.accounts.add(event.room.account)
    _said(connection, reach, conversation_id)


def _said(
    connection: Connection,
    reach: Reach,
    conversation_id: str,
    of: Callable[[Entry], bool] = lambda _: True,
) -> None:
    """Take in what stands in the notes of a room, as far as it goes."""
    query = select(conversations.c.document).where(conversations.c.id == conversation_id)
    stored = connection.scalar(query)
    if stored is None:
        return
    try:
        notes = decode(Conversation, stored, conversation_id).brief.entries
    except UnreadableRowError:
        return
    reach.words.update(entry.span for entry in notes if of(entry))


def _only_there(connection: Connection, reach: Reach) -> None:
    """People who never wrote elsewhere go with the account."""
    there: set[str] = set()
    for some in chunks(reach.inbox):
        for row in connection.execute(_EVENTS.where(inbox.c.id.in_(some))):
            event = event_of(row)
            if event is not None and not event.speaker.insider:
                there.add(event.speaker.id)
    for person_id in there:
        rows = connection.execute(_EVENTS.where(speaker_is(person_id))).all()
        if all(row.conversation_id in reach.rooms for row in rows):
            reach.people.add(person_id)


def _older(connection: Connection, reach: Reach, account: str, before: datetime) -> None:
    reach.before = before
    of_account = select(conversations.c.id).where(conversations.c.account == account)
    rooms = connection.execute(of_account).scalars().all()
    old = _EVENTS.where(inbox.c.said_at < before, inbox.c.outcome.is_not(None))
    for some in chunks(rooms):
        here = old.where(inbox.c.conversation_id.in_(some))
        found = {row.conversation_id for row in connection.execute(here)}
        fence(connection, found)
        for row in connection.execute(here):
            _take(reach, row, event_of(row))
    reach.names.clear()  # who said it may go on to say other things
    for conversation_id in list(reach.touched):
        _said(connection, reach, conversation_id, lambda e: e.said_at < before)
        ids = select(inbox.c.id).where(inbox.c.conversation_id == conversation_id)
        if reach.inbox.issuperset(connection.execute(ids).scalars()):
            reach.rooms.add(conversation_id)


def _phrase(connection: Connection, reach: Reach, scope: Phrase) -> None:
    wanted = select(conversations.c.id)
    if scope.room:
        wanted = wanted.where(conversations.c.id == scope.room)
    if scope.account:
        wanted = wanted.where(conversations.c.account == scope.account)
    reach.touched = set(connection.execute(wanted).scalars())
