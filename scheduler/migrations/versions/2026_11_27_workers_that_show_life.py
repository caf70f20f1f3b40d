"""Workers leave a sign of life, so that one that stands still is noticed.

Revision ID: 8c41b7e0d953
Revises: 8c41e07b9d25
"""

import sqlalchemy as sa
from alembic import op

revision = "8c41b7e0d953"
down_revision = "8c41e07b9d25"
branch_labels = None
depends_on = None


def upgrade():
    """Make the table; the workers fill it."""
    op.create_table(
        "worker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker")),
        sa.UniqueConstraint("name", name=op.f("uq_worker_name")),
    )


def downgrade():
    """Forget the signs of life."""
    op.drop_table("worker")
