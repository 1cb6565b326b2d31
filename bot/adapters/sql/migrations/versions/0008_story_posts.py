"""Which posted reply shows which story."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0006"

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "story_posts",
        sa.Column("story_id", sa.Text, nullable=False),
        sa.Column("outbox_id", ROW_ID, nullable=False),
        sa.Column("put_right_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("story_id", "outbox_id", name="pk_story_posts"),
        sa.ForeignKeyConstraint(
            ["story_id"], ["stories.id"], name="fk_story_posts_story_id_stories"
        ),
    )
