"""Members of an organisation are invited by email.

Revision ID: 5d8a1c40f7e2
Revises: 51c7e0a9d3b8
"""

import sqlalchemy as sa
from alembic import op

revision = "5d8a1c40f7e2"
down_revision = "51c7e0a9d3b8"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade():
    """Nobody is invited yet; owners stay owners."""
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("invited_by", sa.String(200), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["body_id"],
            ["organising_body.id"],
            name="fk_invitation_body_id_organising_body",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_invitation"),
        sa.UniqueConstraint("token_hash", name="uq_invitation_token_hash"),
    )
    op.create_index("ix_invitation_body_id", "invitation", ["body_id"])


def downgrade():
    """Forget who is invited. The first release knows owners and organisers alone."""
    op.execute("UPDATE membership SET role = 'organiser' WHERE role <> 'owner'")
    op.drop_table("invitation")
