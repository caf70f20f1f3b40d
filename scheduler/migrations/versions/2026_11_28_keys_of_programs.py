"""Programs use the JSON API with keys of their own.

Revision ID: b3e5d7a90c41
Revises: 2f8d5b70c1e9
"""

import sqlalchemy as sa
from alembic import op

revision = "b3e5d7a90c41"
down_revision = "2f8d5b70c1e9"
branch_labels = None
depends_on = None


def upgrade():
    """Nobody has a key yet."""
    op.create_table(
        "api_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("ending", sa.String(length=4), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["body_id"], ["organising_body.id"], name="fk_api_key_body_id_organising_body", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name="fk_api_key_user_id_user", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_api_key"),
        sa.UniqueConstraint("body_id", "name", name="uq_api_key_body_id_name"),
        sa.UniqueConstraint("secret_hash", name="uq_api_key_secret_hash"),
    )
    op.create_index("ix_api_key_body_id", "api_key", ["body_id"])
    op.create_index("ix_api_key_user_id", "api_key", ["user_id"])


def downgrade():
    """Programs that have one can do no more."""
    op.drop_table("api_key")
