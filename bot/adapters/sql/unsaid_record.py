"""Taking back what a person said in a room: these statements belong to the turn that says so."""

import json
import re

from sqlalchemy import Connection, select, update

from bot.adapters.sql.codec import encode
from bot.adapters.sql.schema import inbox, turns
from bot.domain.forgetting import REMOVED, pattern_of, taken_out
from bot.domain.heard import Heard
from bot.domain.unsaid import Unsaid

_WRITTEN = ("text", "words")  # what a person writes with a message, a form or a button


def take_back(connection: Connection, conversation_id: str, unsaid: Unsaid) -> None:
    """Take it out of what they wrote, of what was heard in it, and of replies that repeat it."""
    pattern = pattern_of(unsaid.words, 1)
    rows = connection.execute(
        select(inbox.c.id, inbox.c.key, inbox.c.event).where(
            inbox.c.conversation_id == conversation_id
        )
    ).all()
    for row in rows:
        event = json.loads(row.event)
        if event["speaker"]["id"] == unsaid.who:
            _from_event(connection, row.id, event, None if unsaid.takes(row.key) else pattern)
    if pattern is not None:
        _from_replies(connection, conversation_id, pattern)


def _from_event(
    connection: Connection,
    inbox_id: int,
    event: dict[str, object],
    pattern: re.Pattern[str] | None,
) -> None:
    """Without a pattern, nothing stays of what was written."""
    new = {**event, **{p: _left(str(event[p]), pattern) for p in _WRITTEN if p in event}}
    if new == event:
        return
    stored = json.dumps(new, ensure_ascii=False, separators=(",", ":"))
    connection.execute(update(inbox).where(inbox.c.id == inbox_id).values(event=stored))
    values = {"text": str(new.get("text", ""))}
    if pattern is None:
        values["heard"] = encode(Heard, Heard())
    connection.execute(update(turns).where(turns.c.inbox_id == inbox_id).values(values))


def _left(text: str, pattern: re.Pattern[str] | None) -> str:
    return "" if pattern is None else pattern.sub(REMOVED, text)


def _from_replies(connection: Connection, conversation_id: str, pattern: re.Pattern[str]) -> None:
    """What was heard of the others' words stays theirs: it is taken out where it repeats these."""
    c = turns.c
    rows = connection.execute(
        select(c.id, c.reply, c.heard).where(c.conversation_id == conversation_id)
    ).all()
    for row in rows:
        reply = taken_out(json.loads(row.reply), pattern)
        heard = taken_out(json.loads(row.heard), pattern)
        new = {name: _text(value) for name, value in (("reply", reply), ("heard", heard))}
        connection.execute(update(turns).where(c.id == row.id).values(new))


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
