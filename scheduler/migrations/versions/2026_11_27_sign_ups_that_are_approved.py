"""Sign-ups that count once an organiser has approved them.

Revision ID: 5c0e7d93b1f6
Revises: 3fd08a6c21be
"""

import sqlalchemy as sa
from alembic import op

revision = "5c0e7d93b1f6"
down_revision = "3fd08a6c21be"
branch_labels = None
depends_on = None
attendee = sa.table(
    "attendee",
    sa.column("state", sa.String()),
    sa.column("waiting_since", sa.DateTime(timezone=True)),
    sa.column("signed_up_at", sa.DateTime(timezone=True)),
)


def upgrade():
    """No event asks for it so far, and nobody was turned away."""
    op.add_column(
        "event", sa.Column("approval", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("attendee", sa.Column("declined_at", sa.DateTime(timezone=True)))
    op.add_column(
        "attendee", sa.Column("declined_words", sa.Text(), nullable=False, server_default="")
    )


def downgrade():
    """Who waits for approval waits for a place."""
    op.execute(
        attendee.update()
        .where(attendee.c.state == "asked")
        .values(state="waiting", waiting_since=attendee.c.signed_up_at)
    )
    op.drop_column("attendee", "declined_words")
    op.drop_column("attendee", "declined_at")
    op.drop_column("event", "approval")
