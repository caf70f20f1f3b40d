"""Events and people have a language.

Revision ID: d61f0b84e9a7
Revises: c5a80e16d7f3
"""

import sqlalchemy as sa
from alembic import op

revision = "d61f0b84e9a7"
down_revision = "c5a80e16d7f3"
branch_labels = None
depends_on = None


def upgrade():
    """Every event speaks English, as before; nobody has chosen another language yet."""
    op.add_column(
        "event", sa.Column("language", sa.String(16), nullable=False, server_default="en")
    )
    op.add_column("attendee", sa.Column("language", sa.String(16), nullable=True))


def downgrade():
    """Everybody is spoken to in English."""
    op.drop_column("attendee", "language")
    op.drop_column("event", "language")
