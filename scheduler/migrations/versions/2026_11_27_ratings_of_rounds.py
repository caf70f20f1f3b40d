"""Which rounds people found worth it, and whether a series asks for it.

Revision ID: a60d9e47b3f2
Revises: c4e81f2a7d65
"""

import sqlalchemy as sa
from alembic import op

revision = "a60d9e47b3f2"
down_revision = "c4e81f2a7d65"
branch_labels = None
depends_on = None


def upgrade():
    """No series asks yet."""
    op.create_table(
        "round_rating",
        sa.Column("attendee_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("worth", sa.Boolean(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attendee_id"],
            ["attendee.id"],
            name="fk_round_rating_attendee_id_attendee",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("attendee_id", "round", name="pk_round_rating"),
    )
    column = sa.Column("follows_ratings", sa.Boolean(), server_default=sa.false(), nullable=False)
    op.add_column("series", column)


def downgrade():
    """Forget what people said of their rounds."""
    op.drop_column("series", "follows_ratings")
    op.drop_table("round_rating")
