"""What happens to each table when something is forgotten. A table without a rule fails a test.

The rules run in this order: what refers to a row goes before the row.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Column, Connection, Row, Table, delete, or_, select, update

from bot.adapters.sql.codec import decode, encode
from bot.adapters.sql.forgetting.reach import Reach, chunks
from bot.adapters.sql.schema import (
    audit,
    conversations,
    gaps,
    hand_overs,
    inbox,
    links,
    model_calls,
    model_refusals,
    outbox,
    people,
    retention,
    shown,
    story_posts,
    story_versions,
    timers,
    turns,
    writers,
)
from bot.domain.conversation import Conversation
from bot.domain.forgetting import OfAccount, Older, unnamed, without_older, without_person
from bot.domain.hand_over import HandOver

Rule = Callable[[Connection, Reach], int]


def with_events(table: Table) -> Rule:
    """Rows that hang on an event go with it."""

    def rule(connection: Connection, reach: Reach) -> int:
        return _gone(connection, table, table.c.inbox_id, reach.inbox)

    return rule


def _gone(connection: Connection, table: Table, column: Column[Any], ids: Iterable[Any]) -> int:
    return sum(
        connection.execute(delete(table).where(column.in_(some))).rowcount for some in chunks(ids)
    )


def _story_posts(connection: Connection, reach: Reach) -> int:
    count = 0
    for some in chunks(reach.inbox):
        replies = select(outbox.c.id).where(outbox.c.inbox_id.in_(some))
        theirs = delete(story_posts).where(story_posts.c.outbox_id.in_(replies))
        count += connection.execute(theirs).rowcount
    return count


def _timers(connection: Connection, reach: Reach) -> int:
    if isinstance(reach.scope, Older):
        old = timers.c.fired_at.is_not(None) & (timers.c.at < reach.before)
        here = timers.c.conversation_id
        return sum(
            connection.execute(delete(timers).where(old, here.in_(some))).rowcount
            for some in chunks(reach.touched)
        )
    rows = connection.execute(select(timers.c.key, timers.c.conversation_id, timers.c.event))
    keys = [
        row.key
        for row in rows
        if row.conversation_id in reach.rooms or _speaker(row.event) in reach.people
    ]
    return _gone(connection, timers, timers.c.key, keys)


def _speaker(event: str) -> str:
    """Who set a timer; a row that cannot be read by this version may still say so."""
    try:
        return str(json.loads(event)["speaker"]["id"])
    except (ValueError, KeyError, TypeError):
        return ""


def _writers(connection: Connection, reach: Reach) -> int:
    c = writers.c
    count = _gone(connection, writers, c.conversation_id, reach.rooms)
    count += _gone(connection, writers, c.who, reach.people)
    if reach.before is not None:
        for some in chunks(reach.touched):
            old = delete(writers).where(c.conversation_id.in_(some), c.at < reach.before)
            count += connection.execute(old).rowcount
    return count


def _inbox(connection: Connection, reach: Reach) -> int:
    for some in chunks(reach.inbox):
        merged = update(inbox).where(inbox.c.merged_into.in_(some))
        connection.execute(merged.values(merged_into=None))
    return _gone(connection, inbox, inbox.c.id, reach.inbox)


def _conversations(connection: Connection, reach: Reach) -> int:
    changed = 0
    for conversation_id in sorted(reach.touched - reach.rooms):
        changed += _pruned(connection, reach, conversation_id)
    for some in chunks(reach.rooms):
        # what came in since it was looked at goes with the room
        late = connection.execute(select(inbox.c.id).where(inbox.c.conversation_id.in_(some)))
        _late(connection, reach, set(late.scalars()))
    return changed + _gone(connection, conversations, conversations.c.id, reach.rooms)


def _late(connection: Connection, reach: Reach, ids: set[int]) -> None:
    if ids:
        reach.inbox |= ids
        _story_posts(connection, reach)
        for table in (outbox, turns, gaps):
            with_events(table)(connection, reach)
        _inbox(connection, reach)


def _pruned(connection: Connection, reach: Reach, conversation_id: str) -> int:
    query = select(conversations.c.document).where(conversations.c.id == conversation_id)
    stored = connection.scalar(query)
    if stored is None:
        return 0
    before = decode(Conversation, stored, f"conversation {conversation_id}")
    after = before
    if reach.before is not None:
        after = without_older(after, reach.before)
    for person_id in reach.people:
        after = without_person(after, person_id)
    if after == before:
        return 0
    changed = update(conversations).where(conversations.c.id == conversation_id)
    connection.execute(changed.values(document=encode(Conversation, after)))
    return 1


def _audit(connection: Connection, reach: Reach) -> int:
    """What an earlier version wrote since this one started: ids that name somebody."""
    gone = reach.people | reach.rooms | _account(reach)
    rows = connection.execute(select(audit.c.id, audit.c.at, audit.c.ids)).all()
    ids = [
        row.id
        for row in rows
        if not gone.isdisjoint(decode(dict[str, str], row.ids, f"audit line {row.id}").values())
        or (reach.before is not None and row.at < reach.before and _of(row.ids, reach))
    ]
    return _gone(connection, audit, audit.c.id, ids)


def _of(ids: str, reach: Reach) -> bool:
    scope = reach.scope
    account = decode(dict[str, str], ids, "audit").get("account", "")
    return isinstance(scope, Older) and account == scope.account


def _account(reach: Reach) -> set[str]:
    return {reach.scope.account} if isinstance(reach.scope, OfAccount) else set()


def _hand_overs(connection: Connection, reach: Reach) -> int:
    """Wishes of a person, of a room; who of the vendor's was asked is taken out of the others."""
    c = hand_overs.c
    rows = connection.execute(select(c.id, c.conversation_id, c.account, c.at, c.record)).all()
    gone = [row.id for row in rows if _covers(reach, row)]
    changed = 0
    for row in rows:
        record = decode(HandOver, row.record, f"hand-over {row.id}")
        new = unnamed(record, reach.people)
        if row.id not in gone and new != record:
            here = update(hand_overs).where(c.id == row.id)
            connection.execute(here.values(record=encode(HandOver, new)))
            changed += 1
    return changed + _gone(connection, hand_overs, c.id, gone)


def _covers(reach: Reach, wish: Row[*tuple[Any, ...]]) -> bool:
    if reach.before is not None:
        old = wish.at < reach.before
        return old and isinstance(reach.scope, Older) and wish.account == reach.scope.account
    who = decode(HandOver, wish.record, f"hand-over {wish.id}").who
    return wish.conversation_id in reach.rooms or who in reach.people


def _links(connection: Connection, reach: Reach) -> int:
    changed = 0
    for row in connection.execute(select(links.c.account, links.c.people)).all():
        people = decode(tuple[str, ...], row.people, f"link {row.account}")
        left = tuple(person for person in people if person not in reach.people)
        if left != people:
            here = update(links).where(links.c.account == row.account)
            connection.execute(here.values(people=encode(tuple[str, ...], left)))
            changed += 1
    return changed + _gone(connection, links, links.c.account, _account(reach))


def _model_refusals(connection: Connection, reach: Reach) -> int:
    named = update(model_refusals).where(model_refusals.c.by.in_(sorted(reach.people)))
    connection.execute(named.values(by=""))
    return _gone(connection, model_refusals, model_refusals.c.who, reach.rooms | _account(reach))


def _model_calls(connection: Connection, reach: Reach) -> int:
    count = _gone(connection, model_calls, model_calls.c.key, reach.keys)
    return count + _gone(connection, model_calls, model_calls.c.account, _account(reach))


def _retention(connection: Connection, reach: Reach) -> int:
    return _gone(connection, retention, retention.c.account, _account(reach))


def _people(connection: Connection, reach: Reach) -> int:
    return _gone(connection, people, people.c.id, reach.people)


def _shown(connection: Connection, reach: Reach) -> int:
    count = 0
    for conversation_id in reach.rooms:
        channel, _, room_id = conversation_id.partition(":")
        here = (shown.c.channel == channel) & (shown.c.room_id == room_id)
        of_it = or_(here, shown.c.account.in_(sorted(_account(reach))))
        count += connection.execute(delete(shown).where(of_it)).rowcount
    return count


def _story_versions(connection: Connection, reach: Reach) -> int:
    """Who decided on a story; the story itself is the vendor's."""
    theirs = update(story_versions).where(story_versions.c.by.in_(sorted(reach.people)))
    return connection.execute(theirs.values(by="")).rowcount


RULES: Mapping[str, Rule] = {
    "story_posts": _story_posts,  # before the replies that they name
    "outbox": with_events(outbox),
    "turns": with_events(turns),
    "gaps": with_events(gaps),
    "timers": _timers,
    "audit": _audit,
    "hand_overs": _hand_overs,
    "links": _links,
    "model_calls": _model_calls,
    "model_refusals": _model_refusals,
    "retention": _retention,
    "shown": _shown,
    "writers": _writers,
    "people": _people,
    "story_versions": _story_versions,
    "inbox": _inbox,
    "conversations": _conversations,
}

# Tables that hold nothing of a buyer, or what names them apart from the rules above.
KEPT: Mapping[str, str] = {
    "stories": "the vendor's, under the consent that they name; places are named as mentions",
    "library": "one number",
    "audit_lines": "ids and pseudonyms; it only grows",
    "audit_head": "a number and a seal",
    "audit_names": "the name's row goes last, when the forgetting itself is on record",
}
