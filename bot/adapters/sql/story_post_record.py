"""Noting with a turn which stories its reply shows, so that it can be put right later."""

from collections.abc import Sequence

from sqlalchemy import Connection, insert, select

from bot.adapters.sql.schema import stories, story_posts


def note_posted(connection: Connection, story_ids: Sequence[str], outgoing_id: int) -> None:
    """Note that a reply shows stories; one that is not on record is left out."""
    known = select(stories.c.id).where(stories.c.id.in_(story_ids))
    rows = [
        {"story_id": story_id, "outbox_id": outgoing_id}
        for story_id in (connection.execute(known).scalars() if story_ids else ())
    ]
    if rows:
        connection.execute(insert(story_posts), rows)
