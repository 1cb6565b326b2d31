"""How long what was said is kept, by account."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "retention",
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("days", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("account", name="pk_retention"),
    )
