"""The record of all stories in SQL, every version kept."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from sqlalchemy import ColumnElement, Connection, insert, select, update

from bot.adapters.sql.audit_chain import add_lines
from bot.adapters.sql.codec import decode, encode
from bot.adapters.sql.engine import Database
from bot.adapters.sql.portable import insert_into
from bot.adapters.sql.schema import library, story_versions
from bot.adapters.sql.schema import stories as records
from bot.domain.audit import AuditLine
from bot.domain.errors import StaleStoryError
from bot.domain.story import Status, StoredStory
from bot.ports.library import Change, Kept, StoryFilter

CHUNK = 5_000  # ids in one statement; databases allow some 32,000 values


class SqlStories:
    """The record of all stories and their versions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def library_version(self) -> int:
        """A number that grows with every change to any record."""
        query = select(library.c.version)
        return await self._database.read(lambda connection: connection.execute(query).scalar_one())

    async def get(self, story_ids: Sequence[str]) -> Mapping[str, StoredStory]:
        """Give the records with these ids; unknown ids are left out."""
        if not story_ids:
            return {}
        return await self._database.read(partial(_get, story_ids=story_ids))

    async def by_ref(self, ref: str) -> StoredStory | None:
        """Give the record with this opaque id."""
        found = await self._database.read(partial(_find, wanted=[records.c.ref == ref]))
        return next(iter(found), None)

    async def all(self, wanted: StoryFilter) -> Sequence[StoredStory]:
        """Give the records that fit, by id. `visibilities` are the effective ones."""
        found = await self._database.read(partial(_find, wanted=_conditions(wanted)))
        # Databases differ in how they sort text.
        return sorted(found, key=lambda stored: stored.story.id)

    async def versions(self, story_id: str) -> Sequence[Kept]:
        """Give every version of a story that was kept, oldest first."""
        return await self._database.read(partial(_versions, story_id=story_id))

    async def save(self, stories: Sequence[StoredStory], change: Change) -> int:
        """Save new versions in one transaction and give the new library version.

        Raises:
            StaleStoryError: a record is at this version or a later one already; nothing was saved.
        """
        if not stories:
            return await self.library_version()
        secret = self._database.secret
        return await self._database.write(
            partial(_save, changed=stories, change=change, secret=secret)
        )


def _conditions(wanted: StoryFilter) -> Sequence[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.visibilities is not None:
        names = [visibility.value for visibility in wanted.visibilities]
        conditions.append(records.c.effective_visibility.in_(names))
    if wanted.status is not None:
        conditions.append(records.c.status == wanted.status.value)
    if wanted.root is not None:
        conditions.append(records.c.root == wanted.root)
    if wanted.path is not None:
        conditions.append(records.c.path == wanted.path)
    return conditions


def _find(connection: Connection, wanted: Sequence[ColumnElement[bool]]) -> Sequence[StoredStory]:
    rows = connection.execute(select(records.c.id, records.c.record).where(*wanted))
    return [decode(StoredStory, row.record, f"story {row.id}") for row in rows]


def _versions(connection: Connection, story_id: str) -> Sequence[Kept]:
    of_story = story_versions.c.story_id == story_id
    query = select(story_versions).where(of_story).order_by(story_versions.c.version)
    return [
        Kept(
            decode(StoredStory, row.record, f"story {story_id} version {row.version}"),
            Change(row.at, row.by),
        )
        for row in connection.execute(query)
    ]


def _get(connection: Connection, story_ids: Sequence[str]) -> Mapping[str, StoredStory]:
    return {
        stored.story.id: stored
        for chunk in _chunks(story_ids)
        for stored in _find(connection, [records.c.id.in_(chunk)])
    }


def _save(
    connection: Connection, changed: Sequence[StoredStory], change: Change, secret: bytes
) -> int:
    # First, because on a server this row is what makes two savers wait for each other.
    grown = update(library).values(version=library.c.version + 1).returning(library.c.version)
    version: int = connection.execute(grown).scalar_one()
    before = _refuse_stale(connection, changed)
    rows = [_row(stored) for stored in changed]
    new = insert_into(connection.dialect.name, records)
    values = {name: new.excluded[name] for name in rows[0] if name != "id"}
    connection.execute(new.on_conflict_do_update(index_elements=[records.c.id], set_=values), rows)
    kept = [_version_row(stored, change) for stored in changed]
    connection.execute(insert(story_versions), kept)
    add_lines(connection, secret, change.at, _visibilities(before, changed, change.by))
    return version


def _refuse_stale(connection: Connection, changed: Sequence[StoredStory]) -> dict[str, str]:
    """Give who could read each of these until now."""
    before = {}
    new = {stored.story.id: stored.version for stored in changed}
    for chunk in _chunks(list(new)):
        c = records.c
        query = select(c.id, c.version, c.status, c.effective_visibility).where(c.id.in_(chunk))
        for row in connection.execute(query):
            if row.version >= new[row.id]:
                raise StaleStoryError(
                    f"The story {row.id} was changed meanwhile, nothing was saved."
                    " Look at it again and repeat your change."
                )
            before[row.id] = _readers(row.status, row.effective_visibility)
    return before


def _readers(status: str, effective_visibility: str) -> str:
    return effective_visibility if status == Status.APPROVED else status


def _visibilities(
    before: Mapping[str, str], changed: Sequence[StoredStory], by: str
) -> Sequence[AuditLine]:
    """Say for the audit which stories may be read by others than before."""
    lines = []
    for stored in changed:
        story = stored.story
        was, now = before.get(story.id, "none"), _readers(story.status, story.effective_visibility)
        if was != now:
            shown = f"{story.id}@{stored.version}"
            lines.append(
                AuditLine("visibility", {"story": shown, "from": was, "to": now, "by": by})
            )
    return lines


def _row(stored: StoredStory) -> dict[str, object]:
    story = stored.story
    return {
        "id": story.id,
        "ref": stored.ref,
        "version": stored.version,
        "content_hash": stored.content_hash,
        "path": stored.path,
        "root": stored.root,
        "status": story.status.value,
        "visibility": story.visibility.value,
        "effective_visibility": story.effective_visibility.value,
        "record": encode(StoredStory, stored),
    }


def _version_row(stored: StoredStory, change: Change) -> dict[str, object]:
    return {
        "story_id": stored.story.id,
        "version": stored.version,
        "content_hash": stored.content_hash,
        "record": encode(StoredStory, stored),
        "at": change.at,
        "by": change.by,
    }


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]
