"""Wishes for a person, and where those of an account go."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0007"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "hand_overs",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("conversation_id", sa.Text, nullable=False),
        sa.Column("room", sa.JSON, nullable=False),
        sa.Column("record", sa.JSON, nullable=False),
        sa.Column("story", sa.Text, nullable=False, server_default=""),
        sa.Column("state", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hand_overs"),
    )
    op.create_index("ix_hand_overs_at", "hand_overs", ["at"])
    op.create_index("ix_hand_overs_conversation_id", "hand_overs", ["conversation_id"])
    op.create_index("ix_hand_overs_story", "hand_overs", ["story"])
    op.create_table(
        "links",
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("room", sa.JSON),
        sa.Column("people", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("account", name="pk_links"),
    )
