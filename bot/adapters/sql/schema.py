"""The tables. `migrations/` brings a database to this shape; a test compares the two."""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    literal_column,
)

from bot.adapters.sql.portable import Document, Moment, RowId, Words
from bot.adapters.sql.schema_metadata import metadata
from bot.adapters.sql.schema_stories import library, shown, stories, story_posts, story_versions

__all__ = [
    "audit",
    "audit_head",
    "audit_lines",
    "audit_names",
    "conversations",
    "gaps",
    "hand_overs",
    "inbox",
    "library",
    "links",
    "metadata",
    "model_calls",
    "model_refusals",
    "not_posted",
    "outbox",
    "people",
    "retention",
    "shown",
    "stories",
    "story_posts",
    "story_versions",
    "timers",
    "turns",
    "writers",
]

conversations = Table(
    "conversations",
    metadata,
    Column("id", Words, primary_key=True),
    Column("channel", Words, nullable=False),
    Column("room_id", Words, nullable=False),
    Column("place", String),
    Column("account", Words, nullable=False, server_default=""),
    Column("document", Document),  # None until a turn is to be remembered
    Column("lease_owner", Words),
    Column("lease_until", Moment),
    Column("token", Integer, nullable=False),
)
_held = conversations.c.lease_owner.is_not(None)
Index("ix_conversations_held", conversations.c.account, sqlite_where=_held, postgresql_where=_held)

inbox = Table(
    "inbox",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("key", Words, nullable=False, unique=True),
    Column("conversation_id", ForeignKey(conversations.c.id), nullable=False),
    Column("type", String, nullable=False),
    Column("event", Document, nullable=False),
    Column("said_at", Moment, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("outcome", String),
    Column("reason", Words, nullable=False, server_default=""),
    Column("merged_into", ForeignKey("inbox.id")),
    Column("due_at", Moment),  # held back until then
    Column("told_at", Moment),  # when its author was told that it takes longer
    Index(None, "conversation_id", "id"),
)
_no_outcome = inbox.c.outcome.is_(None)
Index(
    "ix_inbox_pending",
    inbox.c.conversation_id,
    inbox.c.id,
    sqlite_where=_no_outcome,
    postgresql_where=_no_outcome,
)

turns = Table(
    "turns",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("conversation_id", ForeignKey(conversations.c.id), nullable=False),
    Column("inbox_id", ForeignKey(inbox.c.id), nullable=False, unique=True),
    Column("n", Integer, nullable=False),  # counts the answered events of a conversation from 0
    Column("at", Moment, nullable=False),
    Column("speaker_id", Words, nullable=False),
    Column("speaker_name", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("move", String, nullable=False),
    Column("heard", Document, nullable=False),
    Column("reply", Document, nullable=False),
    Column("versions", Document, nullable=False),
    UniqueConstraint("conversation_id", "n"),
)

outbox = Table(  # what a reply says stands in `turns`, once; here is how far it has come
    "outbox",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("inbox_id", ForeignKey(inbox.c.id), nullable=False, unique=True),
    Column("key", String, nullable=False, unique=True),
    Column("channel", Words, nullable=False),
    Column("room", Document, nullable=False),
    Column("state", String, nullable=False),
    Column("receipt", Words, nullable=False, server_default=""),
    Column("at", Moment, nullable=False),
    Column("posted_at", Moment),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("due_at", Moment),  # when a post that failed is tried again
)
# Written out and not bound, or the index would not be used: a value could be anything.
not_posted = outbox.c.state != literal_column("'posted'")
Index(
    "ix_outbox_waiting",
    outbox.c.channel,
    outbox.c.id,
    sqlite_where=not_posted,
    postgresql_where=not_posted,
)

timers = Table(
    "timers",
    metadata,
    Column("key", Words, primary_key=True),
    Column("conversation_id", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("event", Document, nullable=False),
    Column("fired_at", Moment),
    Index(None, "conversation_id"),
)
_not_fired = timers.c.fired_at.is_(None)
Index("ix_timers_due", timers.c.at, sqlite_where=_not_fired, postgresql_where=_not_fired)

# Where an earlier version writes; what it wrote goes into the chain at the start.
audit = Table(
    "audit",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("ids", Document, nullable=False),
)

# The chain: triggers refuse that a line is changed or taken out.
audit_lines = Table(
    "audit_lines",
    metadata,
    Column("n", RowId, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("ids", Document, nullable=False),
    Column("seal", String, nullable=False),
)

# One row, 1. Whoever adds lines holds it until the end, so that the chain has one end.
audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("n", RowId, nullable=False),
    Column("seal", String, nullable=False),
)

# The name that the chain has for someone. `handle` is made of their id with this installation's
# secret; once the row is gone, nothing tells whose name it was.
audit_names = Table(
    "audit_names",
    metadata,
    Column("handle", String, primary_key=True),
    Column("name", String, nullable=False),
)

gaps = Table(
    "gaps",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("inbox_id", ForeignKey(inbox.c.id), nullable=False, unique=True),
    Column("at", Moment, nullable=False),
    Column("role", String, nullable=False),
    Column("audience", String, nullable=False),
    Column("account", Words, nullable=False),
    Column("conversation_id", Words, nullable=False, index=True),
    Column("words", Words, nullable=False),  # empty where they are not to be kept
    Column("language", String, nullable=False),
    Column("nearest", Words, nullable=False),
    Column("score", Float, nullable=False),
    Column("set_aside", Document, nullable=False),
    Column("closed_at", Moment),
    Column("closed_by", Words, nullable=False, server_default=""),  # the story that answers it
    Column("closed_why", Words, nullable=False, server_default=""),
)
_open = gaps.c.closed_at.is_(None)
Index("ix_gaps_open", gaps.c.at, sqlite_where=_open, postgresql_where=_open)

# Who does not want a language model to read: an account, or the id of a conversation without one.
model_refusals = Table(
    "model_refusals",
    metadata,
    Column("who", Words, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", Words, nullable=False),
)

# Calls to language models: ids and figures, no words.
model_calls = Table(
    "model_calls",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("account", Words, nullable=False),
    Column("key", Words, nullable=False),
    Column("purpose", String, nullable=False),
    Column("model", String, nullable=False),
    Column("prompt", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("input_tokens", Integer, nullable=False),
    Column("output_tokens", Integer, nullable=False),
    Column("cached_tokens", Integer, nullable=False),
    Column("cost", Float),
    Column("ms", Float, nullable=False),
    Index(None, "account", "at"),
)

# Wishes for a person: ids and how each stands; no words of anyone. What a buyer passed on stands
# in the document of their conversation.
hand_overs = Table(
    "hand_overs",
    metadata,
    Column("id", Words, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("account", Words, nullable=False),
    Column("conversation_id", Words, nullable=False, index=True),
    Column("room", Document, nullable=False),
    Column("record", Document, nullable=False),
    Column("story", Words, nullable=False, server_default="", index=True),
    Column("state", String, nullable=False),
)

# The vendor's own room that an account's wishes go to, and who answers them, in order: ids.
links = Table(
    "links",
    metadata,
    Column("account", Words, primary_key=True),
    Column("room", Document),
    Column("people", Document, nullable=False),
)

# The days after which an account's words are forgotten, where they are not the usual ones.
retention = Table(
    "retention",
    metadata,
    Column("account", Words, primary_key=True),
    Column("days", Integer, nullable=False),
)

people = Table(
    "people",
    metadata,
    Column("id", Words, primary_key=True),
    Column("role", String, nullable=False),
    Column("name", Words, nullable=False),
)

# When each person wrote last in a room where the bot talks: it waits among people who talk.
writers = Table(
    "writers",
    metadata,
    Column("conversation_id", Words, primary_key=True),
    Column("who", Words, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("staff", Boolean, nullable=False),
)
