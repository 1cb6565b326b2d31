"""The queue: what is held back, what is tried again later, who was told to wait."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    # Columns that may be empty, so that a version that does not know them goes on meanwhile.
    op.add_column("inbox", sa.Column("due_at", MOMENT))
    op.add_column("inbox", sa.Column("told_at", MOMENT))
    op.add_column("outbox", sa.Column("due_at", MOMENT))
    held = sa.text("lease_owner IS NOT NULL")
    op.create_index(
        "ix_conversations_held",
        "conversations",
        ["account"],
        sqlite_where=held,
        postgresql_where=held,
    )
