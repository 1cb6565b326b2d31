"""The names that the chain has for people, rooms and accounts.

A name is made by chance and kept under a handle: the id, hashed with this installation's secret.
Who has the database alone cannot tell whose name it is; once the row is gone, nobody can.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, select

from bot.adapters.sql.portable import insert_into
from bot.adapters.sql.schema import audit_names

PERSON, ROOM, ACCOUNT = "person", "room", "account"
# What the parts of a line name; any other part is an id of our own, or a number.
NAMED = {
    "speaker": PERSON,
    "by": PERSON,
    "conversation": ROOM,
    "account": ACCOUNT,
}
_HARMLESS = re.compile(r"[\w.@,:/-]{0,2000}")  # ids, one beside the other; no sentence
_NAMES = {PERSON: "p", ROOM: "r", ACCOUNT: "a"}


def handle_of(secret: bytes, kind: str, subject: str) -> str:
    """Give what a name is kept under."""
    said = f"{kind}:{subject}".encode("utf-8", "surrogatepass")
    return hmac.new(secret, said, hashlib.sha256).hexdigest()


def name_of(connection: Connection, secret: bytes, kind: str, subject: str) -> str | None:
    """Give the name that the chain has for someone, None where it has none."""
    query = select(audit_names.c.name)
    handle = handle_of(secret, kind, subject)
    found: str | None = connection.scalar(query.where(audit_names.c.handle == handle))
    return found


def names_for(
    connection: Connection, secret: bytes, wanted: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], str]:
    """Give the names of all that are wanted, by kind and id; those that have none get one.

    Called by whoever holds the head of the chain, so nobody else makes one meanwhile.
    """
    handles = {handle_of(secret, *who): who for who in wanted}
    rows = connection.execute(select(audit_names).where(audit_names.c.handle.in_(sorted(handles))))
    known = {row.handle: row.name for row in rows}
    new = [
        {"handle": handle, "name": f"{_NAMES[kind]}-{secrets.token_hex(8)}"}
        for handle, (kind, _) in handles.items()
        if handle not in known
    ]
    if new:
        connection.execute(insert_into(connection.dialect.name, audit_names), new)
        known |= {row["handle"]: row["name"] for row in new}
    return {who: known[handle] for handle, who in handles.items()}


def drop_names(connection: Connection, secret: bytes, gone: Iterable[tuple[str, str]]) -> int:
    """Let nothing tell any more whose names these were; gives how many there were."""
    handles = [handle_of(secret, *who) for who in gone]
    dropped = 0
    for start in range(0, len(handles), 500):
        some = audit_names.c.handle.in_(handles[start : start + 500])
        dropped += connection.execute(delete(audit_names).where(some)).rowcount
    return dropped


def subjects_of(ids: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Give whom a line speaks of: the kind and the id of each."""
    return (
        (NAMED.get(part, PERSON), value) for part, value in ids.items() if _is_named(part, value)
    )


def named(ids: Mapping[str, str], names: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """Give a line's parts with names in the place of ids."""
    return {
        part: names[NAMED.get(part, PERSON), value] if _is_named(part, value) else value
        for part, value in ids.items()
        if not (part == ROOM and "conversation" in ids)  # the same room by another id
    }


def _is_named(part: str, value: str) -> bool:
    """What looks like words is nobody's id: it gets a name, too."""
    if part == ROOM:
        return False
    return bool(value) and (part in NAMED or _HARMLESS.fullmatch(value) is None)
