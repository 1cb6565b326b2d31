"""Counting what became of a crowd's messages, from the records and from what people saw."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from sqlalchemy import text

from bot.adapters.sql.engine import connect


@dataclass
class Found:
    """What became of it. All but the first five and the last ought to be 0."""

    messages: int = 0
    replied: int = 0
    merged: int = 0
    silent: int = 0
    kills: int = 0
    without_outcome: int = 0
    lost: int = 0  # acknowledged, and not in the inbox
    unposted: int = 0
    posted_twice: int = 0
    out_of_order: int = 0
    in_the_wrong_room: int = 0
    looked_up_in_vain: int = 0  # posts that were begun once more
    longest_silence: float = 0.0  # seconds between two replies, the longest
    seconds: float = 0.0


async def rows_of(url, query):
    database = connect(url, pool=2)
    try:
        return await database.read(lambda c: c.execute(text(query)).all())
    finally:
        await database.close()


async def count(url, office, found):
    inbox = await rows_of(url, "SELECT id, key, conversation_id, outcome FROM inbox ORDER BY id")
    replies = await rows_of(
        url,
        "SELECT o.key, o.state, o.attempts, i.conversation_id FROM outbox o"
        " JOIN inbox i ON i.id = o.inbox_id ORDER BY i.id",
    )
    outcomes = Counter(row.outcome for row in inbox)
    found.replied, found.merged = outcomes["replied"], outcomes["merged"]
    found.silent, found.without_outcome = outcomes["silent"], outcomes[None]
    found.lost = found.messages - len(inbox)
    found.unposted = sum(row.state != "posted" for row in replies)
    found.looked_up_in_vain = sum(max(0, row.attempts - 1) for row in replies)
    home = {row.key: row.conversation_id.partition(":")[2] for row in replies}
    found.in_the_wrong_room = sum(home.get(p["key"]) != p["room"] for p in office.pages)
    posted = Counter(page["key"] for page in office.pages)
    found.posted_twice = sum(posted.values()) - len(posted)
    found.out_of_order = _misplaced(office.pages, replies) + _swapped(inbox)
    gaps = [b - a for a, b in zip(office.moments, office.moments[1:], strict=False)]
    found.longest_silence = round(max(gaps, default=0.0), 1)


def _misplaced(pages, replies):
    """Count rooms in which replies were seen in another order than their messages came."""
    wanted, seen = defaultdict(list), defaultdict(dict)
    for row in replies:
        wanted[row.conversation_id.partition(":")[2]].append(row.key)
    for page in pages:
        seen[page["room"]].setdefault(page["key"])
    return sum(list(seen[room]) != keys for room, keys in wanted.items())


def _swapped(inbox):
    """Count rooms whose messages were put into the inbox in another order than they were sent."""
    keys = defaultdict(list)
    for row in inbox:
        keys[row.conversation_id].append(row.key)
    return sum(sorted(there) != there for there in keys.values())
