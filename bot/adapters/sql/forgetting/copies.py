"""Words that stand where others look: in replies, in pages made for reps, in others' messages."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import JSON, Column, Connection, select, update

from bot.adapters.sql.codec import UnreadableRowError, decode, encode
from bot.adapters.sql.forgetting.reach import Reach, event_of, fence, words_of
from bot.adapters.sql.schema import conversations, gaps, inbox, stories, timers, turns
from bot.domain.audience import Place
from bot.domain.conversation import Conversation
from bot.domain.forgetting import (
    REMOVED,
    Mention,
    Older,
    Phrase,
    taken_out,
    with_names_out,
    without_copies,
    without_share,
    without_words,
)
from bot.domain.text import clip

_EXCERPT = 160  # characters of what others wrote, to see what it is about
_OWN = frozenset({Place.INTERNAL.value, Place.DM.value})
_WRITTEN = (turns.c.text, inbox.c.event, gaps.c.words, timers.c.event)
Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Copies:
    """What was taken out of what stays, and where others speak of it."""

    changed: int
    mentions: Sequence[Mention] = ()


class _Cell(NamedTuple):
    key: Any
    value: str
    room: str


def take_out(connection: Connection, reach: Reach, *, redact: bool) -> Copies:
    """Take copies out of the bot's own words; name, or redact, what other people wrote."""
    naming, rooms = reach.naming, _rooms(connection, reach)
    changed = _notes(connection, rooms, reach, redact=redact)
    own = naming if isinstance(reach.scope, Phrase) else reach.copies
    changed += _columns(connection, (turns.c.reply, turns.c.heard), own, rooms)
    if isinstance(reach.scope, Older):
        return Copies(changed)
    in_stories = _in_stories(connection, reach.known_as)
    if redact or isinstance(reach.scope, Phrase):
        return Copies(changed + _columns(connection, _WRITTEN, naming, rooms), in_stories)
    return Copies(changed, [*_mentions(connection, reach, rooms), *in_stories])


def _rooms(connection: Connection, reach: Reach) -> set[str]:
    """Where copies may be: the rooms themselves, those of the account, and the vendor's own."""
    if isinstance(reach.scope, Phrase):
        return reach.touched
    accounts = reach.accounts - {""}
    c = conversations.c
    rows = connection.execute(select(c.id, c.place, c.account))
    return {
        row.id
        for row in rows
        if row.id in reach.touched or row.account in accounts or row.place in _OWN
    }


def _notes(connection: Connection, rooms: set[str], reach: Reach, *, redact: bool) -> int:
    naming, copies = reach.naming, reach.copies
    changed = []
    c = conversations.c
    for row in connection.execute(select(c.id, c.document).where(c.document.is_not(None))).all():
        if row.id not in rooms:
            continue
        before = _readable(row.document, row.id)
        if before is None:
            continue
        if isinstance(reach.scope, Phrase):
            after = without_words(before, naming)
        else:
            after = without_share(without_copies(before, copies), reach.rooms)
            after = with_names_out(after, naming) if redact else after
        if after != before:
            stored = encode(Conversation, after)
            connection.execute(update(conversations).where(c.id == row.id).values(document=stored))
            changed.append(row.id)
    fence(connection, changed)
    return len(changed)


def _readable(document: str, name: str) -> Conversation | None:
    try:
        return decode(Conversation, document, f"conversation {name}")
    except UnreadableRowError:
        return None


def _columns(
    connection: Connection,
    columns: Sequence[Column[Any]],
    pattern: Pattern | None,
    rooms: set[str],
) -> int:
    return sum(_column(connection, c, pattern, rooms) for c in columns if pattern is not None)


def _column(connection: Connection, column: Column[Any], pattern: Pattern, rooms: set[str]) -> int:
    """Take words out of one column of the rows of these rooms."""
    key = next(iter(column.table.primary_key.columns))
    count = 0
    for cell in _cells(connection, column, rooms):
        new = redacted(cell.value, pattern, document=isinstance(column.type, JSON))
        if new != cell.value:
            here = update(column.table).where(key == cell.key)
            connection.execute(here.values({column.name: new}))
            count += 1
    return count


def _cells(connection: Connection, column: Column[Any], rooms: set[str]) -> Iterator[_Cell]:
    table = column.table
    key = next(iter(table.primary_key.columns))
    for row in connection.execute(select(key, column, table.c.conversation_id)).all():
        cell = _Cell(*row)
        if cell.value and cell.room in rooms:
            yield cell


def redacted(value: str, pattern: Pattern, *, document: bool) -> str:
    """Give a stored value without the words; what holds none of them stays as it is."""
    if not document:
        return pattern.sub(REMOVED, value)
    if not pattern.search(value.replace("\\n", " ").replace("\\t", " ").replace('\\"', '"')):
        return value
    held = json.loads(value)
    new = taken_out(held, pattern)
    return value if new == held else json.dumps(new, ensure_ascii=False, separators=(",", ":"))


def _mentions(connection: Connection, reach: Reach, rooms: set[str]) -> Iterator[Mention]:
    """What other people wrote and named them in."""
    pattern = reach.naming
    if pattern is None:
        return
    c = inbox.c
    query = select(c.id, c.type, c.event, c.said_at, c.conversation_id).order_by(c.id)
    for row in connection.execute(query).all():
        if row.id in reach.inbox or row.conversation_id not in rooms:
            continue
        event = event_of(row)
        for words in words_of(event) if event else []:
            if pattern.search(words):
                yield _mention(f"event {row.id} in {row.conversation_id}", row.said_at, words)


def _in_stories(connection: Connection, pattern: Pattern | None) -> list[Mention]:
    """Stories are the vendor's own, under a consent; who keeps them decides on them."""
    if pattern is None:
        return []
    rows = connection.execute(select(stories.c.id, stories.c.record).order_by(stories.c.id))
    return [
        _mention(f"story {row.id}", None, " ".join(_around(found, row.record)))
        for row in rows
        if (found := pattern.search(row.record))
    ]


def _around(found: re.Match[str], text: str) -> list[str]:
    start = max(0, found.start() - _EXCERPT // 2)
    return text[start : found.end() + _EXCERPT // 2].split()


def _mention(where: str, at: datetime | None, text: str) -> Mention:
    return Mention(where, at, clip(" ".join(text.split()), _EXCERPT))
