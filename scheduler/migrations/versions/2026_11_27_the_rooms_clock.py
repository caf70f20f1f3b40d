"""The room's clock, and the rounds that took place.

Revision ID: 8c1d4e7fa203
Revises: 8c41b7e0d953
"""

import sqlalchemy as sa
from alembic import op

revision = "8c1d4e7fa203"
down_revision = "8c41b7e0d953"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade():
    """No event has a clock yet."""
    op.create_table(
        "room_clock",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(10), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("paused_at", MOMENT, nullable=True),
        sa.Column("runs_itself", sa.Boolean(), nullable=False),
        sa.Column("undo", sa.JSON(), nullable=True),
        sa.Column("presses", sa.Integer(), nullable=False),
        sa.Column("screen_token", sa.String(43), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_room_clock_event_id_event", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name="pk_room_clock"),
        sa.UniqueConstraint("screen_token", name="uq_room_clock_screen_token"),
    )
    op.create_table(
        "round_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_round_run_event_id_event", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name="fk_round_run_plan_id_plan", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_round_run"),
        sa.UniqueConstraint("event_id", "round", name="uq_round_run_event_id_round"),
    )
    op.create_index("ix_round_run_event_id", "round_run", ["event_id"])


def downgrade():
    """Forget clocks and what took place."""
    op.drop_table("round_run")
    op.drop_table("room_clock")
