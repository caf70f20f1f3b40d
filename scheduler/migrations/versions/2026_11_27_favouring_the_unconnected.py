"""Whether the plans of a series favour organisations without a link to a sector.

Revision ID: d93c71a5e04b
Revises: 5c0e7d93b1f6
"""

import sqlalchemy as sa
from alembic import op

revision = "d93c71a5e04b"
down_revision = "5c0e7d93b1f6"
branch_labels = None
depends_on = None


def upgrade():
    """None does yet."""
    column = sa.Column(
        "favours_unconnected", sa.Boolean(), server_default=sa.false(), nullable=False
    )
    op.add_column("series", column)


def downgrade():
    """Forget the choice."""
    op.drop_column("series", "favours_unconnected")
