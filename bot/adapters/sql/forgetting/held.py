"""All that is held on a person, a room or an account, as rows to be given out."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select
from typing_extensions import override

from bot.adapters.sql.codec import decode
from bot.adapters.sql.engine import Database
from bot.adapters.sql.forgetting.reach import Reach, chunks, event_of, reach_of, words_of
from bot.adapters.sql.schema import conversations, gaps, inbox, model_calls, people, turns
from bot.domain.conversation import Conversation
from bot.domain.forgetting import OfPerson, Scope, names_in, pattern_of, taken_out
from bot.ports.held import Held

Found = dict[str, Any]


class _Undo(Exception):  # noqa: N818 - no error: looking takes no lease away
    def __init__(self, rows: Sequence[Found]) -> None:
        super().__init__()
        self.rows = rows


class SqlHeld(Held):
    """Reads what a forgetting would reach."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    async def rows(self, scope: Scope) -> Sequence[Mapping[str, Any]]:
        """Give everything, each with the kind of thing it is and when it was."""

        def work(connection: Connection) -> None:
            raise _Undo(list(_rows(connection, reach_of(connection, scope))))

        try:
            await self._database.write(work)
        except _Undo as looked:
            return looked.rows
        return ()


def _rows(connection: Connection, reach: Reach) -> Iterator[Found]:
    yield from _roles(connection, reach)
    for room in sorted(reach.touched | reach.rooms):
        yield from _notes(connection, reach, room)
    for some in chunks(reach.inbox):
        for row in connection.execute(
            select(inbox).where(inbox.c.id.in_(some)).order_by(inbox.c.id)
        ):
            yield {
                "what": "written",
                "at": row.said_at.isoformat(),
                "room": row.conversation_id,
                "kind": row.type,
                "event": _without_content(json.loads(row.event)),
            }
        yield from _replies(connection, reach, some)
        for gap in connection.execute(select(gaps).where(gaps.c.inbox_id.in_(some))):
            about = {"at": gap.at.isoformat(), "room": gap.conversation_id, "words": gap.words}
            yield {"what": "question without a story", **about}
    for some in chunks(reach.keys):
        for call in connection.execute(select(model_calls).where(model_calls.c.key.in_(some))):
            used = {"model": call.model, "tokens": call.input_tokens + call.output_tokens}
            about = {"at": call.at.isoformat(), "purpose": call.purpose}
            yield {"what": "call to a language model", **about, **used}


def _without_content(event: Found) -> Found:
    """A file that was handed over is named; its bytes are with whoever sent it."""
    return {name: value for name, value in event.items() if name != "content"}


def _roles(connection: Connection, reach: Reach) -> Iterator[Found]:
    for some in chunks(reach.people):
        for row in connection.execute(select(people).where(people.c.id.in_(some))):
            yield {"what": "role", "person": row.id, "role": row.role, "name": row.name}


def _notes(connection: Connection, reach: Reach, room: str) -> Iterator[Found]:
    stored = connection.scalar(select(conversations.c.document).where(conversations.c.id == room))
    if stored is None:
        return
    kept = decode(Conversation, stored, f"conversation {room}")
    who = reach.scope.person_id if isinstance(reach.scope, OfPerson) else None
    for entry in kept.brief.entries:
        if who in (None, entry.who) and entry.span:
            about = {"at": entry.said_at.isoformat(), "room": room, "field": str(entry.field)}
            yield {"what": "note", **about, "words": entry.span, "stands": entry.stands}
    for date in kept.dates:
        if who in (None, date.who):
            yield {"what": "agreed date", "room": room, "at": date.at.isoformat()}
    for copy in kept.passed:
        if who in (None, copy.who):
            words = [entry.span for entry in copy.entries]
            about = {"at": copy.at.isoformat(), "room": room}
            yield {"what": "passed on", **about, "words": words}


def _replies(connection: Connection, reach: Reach, some: Sequence[int]) -> Iterator[Found]:
    """What they were told; of a person's, without what others in the room said."""
    query = select(turns).where(turns.c.inbox_id.in_(some)).order_by(turns.c.id)
    others = {}
    for row in connection.execute(query).all():
        if row.conversation_id not in others:
            others[row.conversation_id] = _others(connection, reach, row.conversation_id)
        reply = taken_out(json.loads(row.reply), others[row.conversation_id])
        about = {"at": row.at.isoformat(), "room": row.conversation_id}
        pages = [page["text"] for page in reply.get("attachments", ())]
        stories = [card["title"] for card in reply.get("stories", ())]
        yield {"what": "told", **about, "words": reply["text"], "pages": pages, "stories": stories}


def _others(connection: Connection, reach: Reach, room: str) -> Any:
    if not isinstance(reach.scope, OfPerson):
        return None
    words, names = set(), set()
    for row in connection.execute(select(inbox).where(inbox.c.conversation_id == room)):
        event = event_of(row)
        if event is not None and event.speaker.id != reach.scope.person_id:
            words.update(words_of(event))
            names.add(event.speaker.name)
    stored = connection.scalar(select(conversations.c.document).where(conversations.c.id == room))
    if stored is not None:
        notes = decode(Conversation, stored, f"conversation {room}").brief.entries
        words |= {e.span for e in notes if e.who != reach.scope.person_id}
    return pattern_of({w for w in words if len(w.split()) > 1} | set(names_in(names)), 3)
