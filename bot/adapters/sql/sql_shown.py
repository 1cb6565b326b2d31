"""Which rooms were shown which stories, in SQL."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Text, bindparam, literal, literal_column, select
from sqlalchemy.sql.selectable import TypedReturnsRows

from bot.adapters.sql.audit_chain import add_lines
from bot.adapters.sql.engine import Database
from bot.adapters.sql.portable import Moment, insert_into
from bot.adapters.sql.schema import shown, stories
from bot.domain.audience import Place, Room
from bot.domain.audit import AuditLine
from bot.domain.reply import Reply
from bot.ports.shown import Showing

_OPENED = "story"  # the kind of attachment that is a whole story, named for its opaque id


class SqlShown:
    """What rooms were shown."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note(self, story_id: str, room: Room, at: datetime, who: str) -> None:
        """Note that a room was shown a story. Not durable at once: a page is read often."""

        def work(connection: Connection) -> None:
            noted = note_shown(connection, [story_id], room, at)
            add_lines(connection, self._database.secret, at, shown_line(noted, room, who))

        await self._database.write(work, durable=False)

    async def rooms(self, story_id: str) -> Sequence[Showing]:
        """Give the rooms that were shown a story, those of the last showing first."""
        query = select(shown).where(shown.c.story_id == story_id)
        query = query.order_by(shown.c.last_at.desc(), shown.c.room_id, shown.c.version.desc())
        rows = await self._database.read(lambda connection: connection.execute(query).all())
        return [
            Showing(
                channel=row.channel,
                room_id=row.room_id,
                place=Place(row.place) if row.place else None,
                account=row.account,
                version=row.version,
                first_at=row.first_at,
                last_at=row.last_at,
                times=row.times,
            )
            for row in rows
        ]


def stories_in(connection: Connection, reply: Reply) -> list[str]:
    """Give the ids of the stories that a reply shows: as cards, or opened whole."""
    ids = [card.id for card in reply.stories]
    opened = [a.name.removesuffix(".md") for a in reply.attachments if a.kind == _OPENED]
    if opened:
        query = select(stories.c.id).where(stories.c.ref.in_(opened))
        ids += connection.execute(query).scalars()
    return list(dict.fromkeys(ids))


def note_shown(connection: Connection, story_ids: Sequence[str], room: Room, at: datetime) -> str:
    """Note stories in the version that each has now, and give them as id@version,...

    A story that is not on record is left out.
    """
    noted = []
    for story_id in story_ids:
        values = {
            "wanted": story_id,
            "in_channel": room.channel,
            "in_room": room.id,
            "in_place": room.place,
            "of_account": room.account,
            "now": at,
        }
        version = connection.scalar(_noting(connection.dialect.name), values)
        noted += [f"{story_id}@{version}"] if version is not None else []
    return ",".join(noted)


def shown_line(noted: str, room: Room, who: str) -> list[AuditLine]:
    """Say for the audit which stories someone was shown, where there were any."""
    if not noted:
        return []
    ids = {
        "story": noted,
        "speaker": who,
        "conversation": f"{room.channel}:{room.id}",
        "account": room.account,
    }
    return [AuditLine("shown", ids)]


@cache
def _noting(dialect: str) -> TypedReturnsRows[int]:
    """The version is read by the statement that notes it."""
    now = bindparam("now", type_=Moment)
    row = select(
        stories.c.id,
        stories.c.version,
        bindparam("in_channel", type_=Text),
        bindparam("in_room", type_=Text),
        bindparam("in_place", type_=Text),
        bindparam("of_account", type_=Text),
        now,
        now,
        literal(1),
    ).where(stories.c.id == bindparam("wanted", type_=Text), literal_column("true"))
    columns = [column.name for column in shown.columns]
    new = insert_into(dialect, shown).from_select(columns, row)
    return new.on_conflict_do_update(
        index_elements=list(shown.primary_key.columns),
        set_={"last_at": new.excluded.last_at, "times": shown.c.times + 1},
    ).returning(shown.c.version)
