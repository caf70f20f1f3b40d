"""An event names its quiet tables.

Revision ID: b3e07c5d91a4
Revises: a60d9e47b3f2
"""

import sqlalchemy as sa
from alembic import op

revision = "b3e07c5d91a4"
down_revision = "a60d9e47b3f2"
branch_labels = None
depends_on = None


def upgrade():
    """No table is quiet at first."""
    op.add_column("event", sa.Column("quiet_tables", sa.JSON(), nullable=False, server_default="[]"))


def downgrade():
    """Forget which tables are quiet."""
    op.drop_column("event", "quiet_tables")
