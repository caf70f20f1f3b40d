"""Events put their own words into their emails, and say whether search engines list them.

Revision ID: b7d2f4c81a96
Revises: e91f5a3d08c7
"""

import sqlalchemy as sa
from alembic import op

revision = "b7d2f4c81a96"
down_revision = "e91f5a3d08c7"
branch_labels = None
depends_on = None


def upgrade():
    """Begin with the standard words; search engines list no page, as before."""
    op.add_column("event", sa.Column("wording", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column(
        "event", sa.Column("listed", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade():
    """Every event writes in the standard words."""
    op.drop_column("event", "listed")
    op.drop_column("event", "wording")
