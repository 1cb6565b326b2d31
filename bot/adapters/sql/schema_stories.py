"""The tables of the library: stories, their versions, and where they were shown."""

from sqlalchemy import Column, ForeignKey, Integer, PrimaryKeyConstraint, String, Table

from bot.adapters.sql.portable import Document, Moment, RowId, Words
from bot.adapters.sql.schema_metadata import metadata

stories = Table(
    "stories",
    metadata,
    Column("id", Words, primary_key=True),
    Column("ref", String, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("content_hash", String, nullable=False),
    Column("path", Words, nullable=False, index=True),
    Column("root", Words, nullable=False, index=True),
    Column("status", String, nullable=False),
    Column("visibility", String, nullable=False),
    Column("effective_visibility", String, nullable=False, index=True),
    Column("record", Document, nullable=False),
)

story_versions = Table(
    "story_versions",
    metadata,
    Column("story_id", ForeignKey(stories.c.id), nullable=False),
    Column("version", Integer, nullable=False),
    Column("content_hash", String, nullable=False),
    Column("record", Document, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Words, nullable=False),
    PrimaryKeyConstraint("story_id", "version"),
)

# Which rooms were shown a story, and when; ids, no words of anyone.
shown = Table(
    "shown",
    metadata,
    Column("story_id", ForeignKey(stories.c.id), nullable=False),
    Column("version", Integer, nullable=False),
    Column("channel", Words, nullable=False),
    Column("room_id", Words, nullable=False),
    Column("place", String),
    Column("account", Words, nullable=False, server_default=""),
    Column("first_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
    Column("times", Integer, nullable=False),
    PrimaryKeyConstraint("story_id", "version", "channel", "room_id"),
)

# Which reply shows a story: put right when the story is taken out. Ids alone.
story_posts = Table(
    "story_posts",
    metadata,
    Column("story_id", ForeignKey(stories.c.id), primary_key=True),
    Column("outbox_id", RowId, primary_key=True),
    Column("put_right_at", Moment),
)

library = Table(
    "library",
    metadata,
    Column("id", Integer, primary_key=True),  # one row, 1
    Column("version", Integer, nullable=False),
)
