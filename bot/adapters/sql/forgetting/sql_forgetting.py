"""Forgetting in SQL: one transaction, then nothing is left of it in the files."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError
from typing_extensions import override

from bot.adapters.sql.audit_chain import add_lines
from bot.adapters.sql.audit_names import ACCOUNT, PERSON, ROOM, drop_names
from bot.adapters.sql.engine import Database
from bot.adapters.sql.forgetting.copies import take_out
from bot.adapters.sql.forgetting.reach import Reach, reach_of
from bot.adapters.sql.forgetting.rules import RULES
from bot.domain.audit import AuditLine
from bot.domain.forgetting import OfAccount, OfPerson, OfRoom, Older, Phrase
from bot.ports.forgetting import Forgetting, Forgotten, Wish

_TRIES = 3  # where something came in between on a server


class _Undo(Exception):  # noqa: N818 - no error: it takes a trial back
    def __init__(self, found: Forgotten) -> None:
        super().__init__()
        self.found = found


@dataclass(frozen=True, slots=True)
class SqlForgetting(Forgetting):
    """Takes out of the database what is to be forgotten."""

    database: Database

    @override
    async def look(self, wish: Wish) -> Forgotten:
        """Say what would be forgotten: it is done, counted, and taken back."""

        def trial(connection: Connection) -> Forgotten:
            raise _Undo(_forget(connection, wish))

        try:
            return await self.database.write(trial)
        except _Undo as undone:
            return undone.found

    @override
    async def forget(self, wish: Wish) -> Forgotten:
        """Forget in one transaction, with a line in the audit; what is forgotten counts nothing.

        Whoever is answering in a room that this touches has to begin anew.
        """
        work = partial(self._on_record, wish=wish)
        for tries_left in reversed(range(_TRIES)):
            try:
                return await self.database.write(work)
            except (IntegrityError, DBAPIError):
                # on a server, something was said in between: it is looked at anew
                if not tries_left:
                    raise
        raise AssertionError  # the last try returns or raises

    @override
    async def scrub(self) -> None:
        """Leave nothing of what was deleted in the files of the database, as far as it can."""
        await self.database.scrub()

    def _on_record(self, connection: Connection, wish: Wish) -> Forgotten:
        found = _forget(connection, wish)
        if found.total:
            secret, now = self.database.secret, self.database.now()
            add_lines(connection, secret, now, [_line(wish, found)])
            dropped = drop_names(connection, secret, _named(found))
            counts = {**found.counts, "audit_names": dropped}
            return Forgotten(counts, found.mentions, found.words, found.ids)
        drop_names(connection, self.database.secret, _named(found))
        return found


def _forget(connection: Connection, wish: Wish) -> Forgotten:
    reach = reach_of(connection, wish.scope)
    copies = take_out(connection, reach, redact=wish.redact)
    counts = {name: rule(connection, reach) for name, rule in RULES.items()}
    counts["copies"] = copies.changed
    kept = {name: count for name, count in counts.items() if count}
    words = reach.copies or reach.naming  # a phrase has no copies but itself
    return Forgotten(kept, copies.mentions, words, _ids(reach))


def _ids(reach: Reach) -> frozenset[str]:
    account = {reach.scope.account} if isinstance(reach.scope, OfAccount) else set()
    return frozenset(
        [f"{PERSON}={person}" for person in reach.people]
        + [f"{ROOM}={room}" for room in reach.rooms]
        + [f"{ACCOUNT}={name}" for name in account]
    )


def _named(found: Forgotten) -> list[tuple[str, str]]:
    pairs = (known.partition("=") for known in found.ids)
    return [(kind, subject) for kind, _, subject in pairs]


_SUBJECTS: dict[type, Callable[..., dict[str, str]]] = {
    Phrase: lambda s: {"scope": "phrase", "conversation": s.room, "account": s.account},
    OfPerson: lambda s: {"scope": "person", "speaker": s.person_id},
    OfRoom: lambda s: {"scope": "room", "conversation": s.conversation_id},
    OfAccount: lambda s: {"scope": "account", "account": s.account},
    Older: lambda s: {"scope": "older", "account": s.account, "before": f"{s.before:%Y-%m-%d}"},
}


def _line(wish: Wish, found: Forgotten) -> AuditLine:
    about = _SUBJECTS[type(wish.scope)](wish.scope)
    ids = {part: value for part, value in about.items() if value}
    return AuditLine("forgotten", {**ids, "rows": str(found.total), "by": wish.by})
