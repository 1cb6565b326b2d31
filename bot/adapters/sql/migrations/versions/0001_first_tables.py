"""The first tables: turns from inbox to outbox, people, and the story library."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    make_conversations()
    make_inbox()
    make_turns()
    make_outbox()
    make_timers()
    make_audit()
    make_people()
    make_stories()
    make_library()


def make_conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("room_id", sa.Text, nullable=False),
        sa.Column("place", sa.String),
        sa.Column("account", sa.Text, nullable=False, server_default=""),
        sa.Column("document", sa.JSON),
        sa.Column("lease_owner", sa.Text),
        sa.Column("lease_until", MOMENT),
        sa.Column("token", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
    )


def make_inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("conversation_id", sa.Text, nullable=False),
        sa.Column("type", sa.String, nullable=False),
        sa.Column("event", sa.JSON, nullable=False),
        sa.Column("said_at", MOMENT, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("outcome", sa.String),
        sa.Column("reason", sa.Text, nullable=False, server_default=""),
        sa.Column("merged_into", ROW_ID),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        sa.UniqueConstraint("key", name="uq_inbox_key"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_inbox_conversation_id"
        ),
        sa.ForeignKeyConstraint(["merged_into"], ["inbox.id"], name="fk_inbox_merged_into"),
    )
    columns = ["conversation_id", "id"]
    op.create_index("ix_inbox_conversation_id_id", "inbox", columns)
    make_partial_index("ix_inbox_pending", "inbox", columns, "outcome IS NULL")


def make_turns() -> None:
    op.create_table(
        "turns",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("conversation_id", sa.Text, nullable=False),
        sa.Column("inbox_id", ROW_ID, nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("speaker_id", sa.Text, nullable=False),
        sa.Column("speaker_name", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("move", sa.String, nullable=False),
        sa.Column("heard", sa.JSON, nullable=False),
        sa.Column("reply", sa.JSON, nullable=False),
        sa.Column("versions", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_turns"),
        sa.UniqueConstraint("inbox_id", name="uq_turns_inbox_id"),
        sa.UniqueConstraint("conversation_id", "n", name="uq_turns_conversation_id_n"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_turns_conversation_id"
        ),
        sa.ForeignKeyConstraint(["inbox_id"], ["inbox.id"], name="fk_turns_inbox_id"),
    )


def make_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("inbox_id", ROW_ID, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("room", sa.JSON, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("receipt", sa.Text, nullable=False, server_default=""),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("posted_at", MOMENT),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("inbox_id", name="uq_outbox_inbox_id"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
        sa.ForeignKeyConstraint(["inbox_id"], ["inbox.id"], name="fk_outbox_inbox_id"),
    )
    make_partial_index("ix_outbox_waiting", "outbox", ["channel", "id"], "state != 'posted'")


def make_timers() -> None:
    op.create_table(
        "timers",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("conversation_id", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("event", sa.JSON, nullable=False),
        sa.Column("fired_at", MOMENT),
        sa.PrimaryKeyConstraint("key", name="pk_timers"),
    )
    op.create_index("ix_timers_conversation_id", "timers", ["conversation_id"])
    make_partial_index("ix_timers_due", "timers", ["at"], "fired_at IS NULL")


def make_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("ids", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_at", "audit", ["at"])


def make_people() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
    )


def make_stories() -> None:
    op.create_table(
        "stories",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("ref", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("content_hash", sa.String, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("root", sa.Text, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("visibility", sa.String, nullable=False),
        sa.Column("effective_visibility", sa.String, nullable=False),
        sa.Column("record", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
        sa.UniqueConstraint("ref", name="uq_stories_ref"),
    )
    for column in ("path", "root", "effective_visibility"):
        op.create_index(f"ix_stories_{column}", "stories", [column])
    op.create_table(
        "story_versions",
        sa.Column("story_id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("content_hash", sa.String, nullable=False),
        sa.Column("record", sa.JSON, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("story_id", "version", name="pk_story_versions"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_story_versions_story_id"),
    )


def make_library() -> None:
    library = op.create_table(
        "library",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_library"),
    )
    op.bulk_insert(library, [{"id": 1, "version": 0}])


def make_partial_index(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(
        name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
    )
