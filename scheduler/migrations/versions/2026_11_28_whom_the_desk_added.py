"""Whom the desk put on the list is known, so that an undo takes them off it.

Revision ID: 6a1d0e84c3b7
Revises: 91c4d8e6f2b7
"""

import sqlalchemy as sa
from alembic import op

revision = "6a1d0e84c3b7"
down_revision = "91c4d8e6f2b7"
branch_labels = None
depends_on = None


def upgrade():
    """Whoever walked in before stays on the list, whatever is undone."""
    op.add_column("attendance", sa.Column("added_places", sa.Integer(), nullable=True))


def downgrade():
    """Likewise."""
    op.drop_column("attendance", "added_places")
