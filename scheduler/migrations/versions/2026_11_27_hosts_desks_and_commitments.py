"""What hosts say from their tables, desks without a network, and commitments.

Revision ID: 7ad0e3c85f16
Revises: 5d8a1c40f7e2
"""

import sqlalchemy as sa
from alembic import op

revision = "7ad0e3c85f16"
down_revision = "5d8a1c40f7e2"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TABLES = ("commitment", "missing", "help_call", "clock_right", "sent_check_in")


def _id():
    return sa.Column("id", sa.Integer(), nullable=False)


def _event(table):
    return _to(table, "event_id", "event", "CASCADE")


def _to(table, column, target, ondelete):
    name = f"fk_{table}_{column}_{target}"
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def _whole(name, nullable=False):
    return sa.Column(name, sa.Integer(), nullable=nullable)


def upgrade():
    """Nobody has said anything yet; every link is a desk's."""
    op.create_table(
        "commitment",
        _id(),
        _whole("event_id"),
        _whole("who_id"),
        sa.Column("what", sa.String(300), nullable=False),
        sa.Column("due", sa.Date()),
        _whole("noted_by_id", nullable=True),
        sa.Column("noted_at", MOMENT, nullable=False),
        _event("commitment"),
        _to("commitment", "who_id", "attendee", "CASCADE"),
        _to("commitment", "noted_by_id", "attendee", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_commitment"),
    )
    op.create_table(
        "missing",
        _id(),
        _whole("event_id"),
        _whole("attendee_id"),
        _whole("round"),
        _whole("table"),
        sa.Column("noted_at", MOMENT, nullable=False),
        _event("missing"),
        _to("missing", "attendee_id", "attendee", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_missing"),
        sa.UniqueConstraint("attendee_id", "round", name="uq_missing_attendee_id_round"),
    )
    op.create_table(
        "help_call",
        _id(),
        _whole("event_id"),
        _whole("host_id"),
        _whole("table"),
        sa.Column("words", sa.String(200), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT),
        _event("help_call"),
        _to("help_call", "host_id", "attendee", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_help_call"),
    )
    op.create_table(
        "clock_right",
        _whole("host_id"),
        _whole("event_id"),
        _event("clock_right"),
        _to("clock_right", "host_id", "attendee", "CASCADE"),
        sa.PrimaryKeyConstraint("host_id", name="pk_clock_right"),
    )
    op.create_table(
        "sent_check_in",
        _id(),
        _whole("event_id"),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        _event("sent_check_in"),
        sa.PrimaryKeyConstraint("id", name="pk_sent_check_in"),
        sa.UniqueConstraint("event_id", "key", name="uq_sent_check_in_event_id_key"),
    )
    for table in TABLES:
        op.create_index(f"ix_{table}_event_id", table, ["event_id"])
    op.add_column(
        "desk_link", sa.Column("kind", sa.String(10), nullable=False, server_default="desk")
    )


def downgrade():
    """Forget all of it; a tablet's link would open a desk."""
    op.execute("DELETE FROM desk_link WHERE kind = 'tablet'")
    op.drop_column("desk_link", "kind")
    for table in reversed(TABLES):
        op.drop_table(table)
