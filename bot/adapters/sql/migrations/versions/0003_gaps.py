"""Gaps: questions that no story fitted."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("closed_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "gaps",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("inbox_id", ROW_ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("audience", sa.String, nullable=False),
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("conversation_id", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("nearest", sa.Text, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("set_aside", sa.JSON, nullable=False),
        sa.Column("closed_at", MOMENT),
        sa.Column("closed_by", sa.Text, nullable=False, server_default=""),
        sa.Column("closed_why", sa.Text, nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name="pk_gaps"),
        sa.UniqueConstraint("inbox_id", name="uq_gaps_inbox_id"),
        sa.ForeignKeyConstraint(["inbox_id"], ["inbox.id"], name="fk_gaps_inbox_id"),
    )
    op.create_index("ix_gaps_conversation_id", "gaps", ["conversation_id"])
    op.create_index("ix_gaps_open", "gaps", ["at"], sqlite_where=OPEN, postgresql_where=OPEN)
