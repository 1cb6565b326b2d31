"""The audit as a chain that only grows.

The table that was there stays for the version that still serves; its lines are taken into the
chain when this version starts.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0004"

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

SQLITE = [
    f"CREATE TRIGGER audit_lines_no_{event.lower()} BEFORE {event} ON audit_lines"
    " BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END"
    for event in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    """CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the audit only grows'; END $$""",
    """CREATE TRIGGER audit_lines_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_lines
    FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()""",
]


def upgrade() -> None:
    op.create_table(
        "audit_lines",
        sa.Column("n", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("ids", sa.JSON, nullable=False),
        sa.Column("seal", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_audit_lines"),
    )
    op.create_index("ix_audit_lines_at", "audit_lines", ["at"])
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("n", ROW_ID, nullable=False),
        sa.Column("seal", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )
    op.bulk_insert(head, [{"id": 1, "n": 0, "seal": ""}])
    op.create_table(
        "audit_names",
        sa.Column("handle", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("handle", name="pk_audit_names"),
    )
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
