"""A plan keeps when its people were told of it, and which times they were told.

Revision ID: 4b7e19d3a6c2
Revises: 9a20c5d1e6b4
"""

import sqlalchemy as sa
from alembic import op

revision = "4b7e19d3a6c2"
down_revision = "9a20c5d1e6b4"
branch_labels = None
depends_on = None


def upgrade():
    """Nobody knows what people of earlier plans were told: their times count as told."""
    op.add_column("plan", sa.Column("told_at", sa.DateTime(timezone=True)))
    op.add_column("plan", sa.Column("told_times", sa.JSON()))


def downgrade():
    """Forget it."""
    # Not in batch mode: it would drop the old table, and with it all that hangs on its rows.
    op.drop_column("plan", "told_times")
    op.drop_column("plan", "told_at")
