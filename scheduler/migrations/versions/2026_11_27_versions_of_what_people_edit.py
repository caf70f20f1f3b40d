"""What people edit carries a version, so that two who edit it at once are noticed.

Revision ID: 5f0d2a94c1e7
Revises: 3b1f0c7d52aa
"""

import sqlalchemy as sa
from alembic import op

revision = "5f0d2a94c1e7"
down_revision = "3b1f0c7d52aa"
branch_labels = None
depends_on = None

EDITED = ("organising_body", "event", "attendee")


def upgrade():
    """Begin with version 1 everywhere."""
    for table in EDITED:
        op.add_column(
            table, sa.Column("version", sa.Integer(), nullable=False, server_default="1")
        )


def downgrade():
    """Forget the versions."""
    for table in reversed(EDITED):
        # Not in batch mode: it would drop the old table, and with it all that hangs on its rows.
        op.drop_column(table, "version")
