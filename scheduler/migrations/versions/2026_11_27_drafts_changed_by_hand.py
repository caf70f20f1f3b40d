"""Drafts have a name, a note, a log of changes by hand and locks; tables have a place in the room.

Revision ID: b81d40c96f27
Revises: 7c51f0a94e2d
"""

import sqlalchemy as sa
from alembic import op

revision = "b81d40c96f27"
down_revision = "7c51f0a94e2d"
branch_labels = None
depends_on = None


def upgrade():
    """Nothing was changed by hand before."""
    op.add_column("plan", sa.Column("name", sa.String(60), server_default="", nullable=False))
    op.add_column("plan", sa.Column("note", sa.String(500), server_default="", nullable=False))
    for name in ("board_version", "edits_applied"):
        op.add_column("plan", sa.Column(name, sa.Integer(), server_default="0", nullable=False))
    op.add_column("plan", sa.Column("excused", sa.JSON()))
    op.create_table(
        "plan_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("user_id", sa.Integer()),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("links", sa.Integer(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        _to("plan_edit", "plan_id", "plan"),
        _to("plan_edit", "user_id", "user", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_edit")),
        sa.UniqueConstraint("plan_id", "position", name=op.f("uq_plan_edit_plan_id_position")),
    )
    op.create_index(op.f("ix_plan_edit_plan_id"), "plan_edit", ["plan_id"])
    op.create_table(
        "plan_lock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("round", sa.Integer()),
        sa.Column("table", sa.Integer()),
        sa.Column("one_id", sa.Integer()),
        sa.Column("other_id", sa.Integer()),
        _to("plan_lock", "plan_id", "plan"),
        _to("plan_lock", "one_id", "attendee"),
        _to("plan_lock", "other_id", "attendee"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_lock")),
    )
    op.create_index(op.f("ix_plan_lock_plan_id"), "plan_lock", ["plan_id"])
    op.create_table(
        "table_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("table", sa.Integer(), nullable=False),
        sa.Column("x", sa.Integer(), nullable=False),
        sa.Column("y", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=60), server_default="", nullable=False),
        _to("table_place", "event_id", "event"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_table_place")),
        sa.UniqueConstraint("event_id", "table", name=op.f("uq_table_place_event_id_table")),
    )
    op.create_index(op.f("ix_table_place_event_id"), "table_place", ["event_id"])


def downgrade():
    """Keep the plans as they stand; forget how they came to be so."""
    for table, column in (("table_place", "event_id"), ("plan_lock", "plan_id")):
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
        op.drop_table(table)
    op.drop_index(op.f("ix_plan_edit_plan_id"), table_name="plan_edit")
    op.drop_table("plan_edit")
    # Not in batch mode: it would drop the old table, and with it all that hangs on its rows.
    for name in ("excused", "edits_applied", "board_version", "note", "name"):
        op.drop_column("plan", name)


def _to(table, column, other, ondelete="CASCADE"):
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete=ondelete
    )
