"""Which desk let somebody in is kept, whatever is noted of them later.

Revision ID: d47c19f0b82e
Revises: b3e5d7a90c41
"""

import sqlalchemy as sa
from alembic import op

revision = "d47c19f0b82e"
down_revision = "b3e5d7a90c41"
branch_labels = None
depends_on = None


def upgrade():
    """Of whoever is still noted as here, the desk is the one that noted it."""
    op.add_column(
        "attendance", sa.Column("came_desk", sa.String(80), nullable=False, server_default="")
    )
    op.execute("UPDATE attendance SET came_desk = desk WHERE state = 'here'")


def downgrade():
    """Likewise."""
    op.drop_column("attendance", "came_desk")
