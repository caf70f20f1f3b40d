"""People on the waiting list who come only together.

Revision ID: e91f3a6b40d7
Revises: d27b94c1e6a8
"""

import sqlalchemy as sa
from alembic import op

revision = "e91f3a6b40d7"
down_revision = "d27b94c1e6a8"
branch_labels = None
depends_on = None


def upgrade():
    """Everybody comes by themselves so far."""
    op.add_column("attendee", sa.Column("party", sa.String(16), nullable=True))


def downgrade():
    """Everybody waits for themselves again."""
    op.drop_column("attendee", "party")
