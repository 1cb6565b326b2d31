"""Which rooms were shown a story."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "shown",
        sa.Column("story_id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("room_id", sa.Text, nullable=False),
        sa.Column("place", sa.String),
        sa.Column("account", sa.Text, nullable=False, server_default=""),
        sa.Column("first_at", MOMENT, nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("story_id", "version", "channel", "room_id", name="pk_shown"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_shown_story_id_stories"),
    )
