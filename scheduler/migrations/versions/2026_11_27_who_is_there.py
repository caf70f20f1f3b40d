"""Who is there on the morning, and links for volunteers at the desk.

Revision ID: 9a20c5d1e6b4
Revises: d27a6c1f4e80
"""

import sqlalchemy as sa
from alembic import op

revision = "9a20c5d1e6b4"
down_revision = "d27a6c1f4e80"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def _to(table, column, target, ondelete):
    name = f"fk_{table}_{column}_{target}"
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def upgrade():
    """Nobody has been checked in yet."""
    op.create_table(
        "attendance",
        sa.Column("attendee_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.Column("desk", sa.String(80), nullable=False),
        sa.Column("left_from", sa.Integer(), nullable=True),
        sa.Column("instead_of_id", sa.Integer(), nullable=True),
        _to("attendance", "attendee_id", "attendee", "CASCADE"),
        _to("attendance", "event_id", "event", "CASCADE"),
        _to("attendance", "instead_of_id", "attendee", "SET NULL"),
        sa.PrimaryKeyConstraint("attendee_id", name="pk_attendance"),
    )
    op.create_index("ix_attendance_event_id", "attendance", ["event_id"])
    op.create_table(
        "desk_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("token", sa.String(43), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        _to("desk_link", "event_id", "event", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_desk_link"),
        sa.UniqueConstraint("token", name="uq_desk_link_token"),
    )
    op.create_index("ix_desk_link_event_id", "desk_link", ["event_id"])


def downgrade():
    """Forget who was there, and the links."""
    op.drop_table("desk_link")
    op.drop_table("attendance")
