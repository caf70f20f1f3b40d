"""Sign-ups that an organiser removed, kept for a day so that it can be undone.

Revision ID: c4e81f2a7d65
Revises: f15b7e20c94d
"""

import sqlalchemy as sa
from alembic import op

revision = "c4e81f2a7d65"
down_revision = "f15b7e20c94d"
branch_labels = None
depends_on = None


def upgrade():
    """Nobody is removed so far."""
    op.add_column("attendee", sa.Column("removed_at", sa.DateTime(timezone=True)))


def downgrade():
    """Who was removed is on the list again, cancelled."""
    op.drop_column("attendee", "removed_at")
