"""Organisers choose what the public form asks; the key challenge is a field of its own.

Revision ID: c40b7d19e6a3
Revises: 6d1e94b3f027
"""

import sqlalchemy as sa
from alembic import op

revision = "c40b7d19e6a3"
down_revision = "6d1e94b3f027"
branch_labels = None
depends_on = None

# Forms that are there already go on asking what they asked.
OFF = '["role", "offers", "asks", "challenge"]'


def upgrade():
    """Events that exist ask for nothing more than before."""
    op.add_column(
        "event", sa.Column("fields_off", sa.JSON(), nullable=False, server_default=OFF)
    )
    op.add_column(
        "attendee", sa.Column("challenge", sa.String(300), nullable=False, server_default="")
    )


def downgrade():
    """Every form asks the same again."""
    op.drop_column("attendee", "challenge")
    op.drop_column("event", "fields_off")
