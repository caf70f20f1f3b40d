"""Colleagues on the waiting list who come together, as many of them as there are places for.

Revision ID: b8d4172fa09c
Revises: e70a3c95b1d4
"""

import sqlalchemy as sa
from alembic import op

revision = "b8d4172fa09c"
down_revision = "e70a3c95b1d4"
branch_labels = None
depends_on = None


def upgrade():
    """Whoever comes together so far comes all at once or not at all."""
    op.add_column(
        "attendee",
        sa.Column("party_in_part", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade():
    """Groups that came in part come all at once."""
    op.drop_column("attendee", "party_in_part")
