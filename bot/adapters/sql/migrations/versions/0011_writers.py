"""Who wrote in which room lately: ids and times."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "writers",
        sa.Column("conversation_id", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "who", name="pk_writers"),
    )
