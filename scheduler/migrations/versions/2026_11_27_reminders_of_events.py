"""Reminders that leave by themselves before an event.

Revision ID: 91c4e7a02d5b
Revises: 5b8e0c6a41d9
"""

import sqlalchemy as sa
from alembic import op

revision = "91c4e7a02d5b"
down_revision = "5b8e0c6a41d9"
branch_labels = None
depends_on = None


def upgrade():
    """None is armed yet."""
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("clock", sa.Time(), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("armed_for", sa.Integer(), nullable=False),
        sa.Column("armed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_reminder_event_id_event", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reminder"),
        sa.UniqueConstraint("event_id", "kind", name="uq_reminder_event_id_kind"),
    )
    op.create_index("ix_reminder_event_id", "reminder", ["event_id"])


def downgrade():
    """Forget them; what was sent stays in the outbox."""
    op.drop_table("reminder")
