"""What was done with personal data: shown, erased, let go.

Revision ID: 2f6b8d07c9e1
Revises: b81d40c96f27
"""

import sqlalchemy as sa
from alembic import op

revision = "2f6b8d07c9e1"
down_revision = "b81d40c96f27"
branch_labels = None
depends_on = None


def upgrade():
    """Nothing has been done yet."""
    op.create_table(
        "privacy_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["body_id"],
            ["organising_body.id"],
            name="fk_privacy_record_body_id_organising_body",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_privacy_record"),
    )
    op.create_index("ix_privacy_record_body_id", "privacy_record", ["body_id"])


def downgrade():
    """Forget what was done."""
    op.drop_table("privacy_record")
