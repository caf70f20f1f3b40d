"""Projects that grew out of what was said at a breakfast.

Revision ID: b42f8c1d6e70
Revises: b64d1f8e27ca
"""

import sqlalchemy as sa
from alembic import op

revision = "b42f8c1d6e70"
down_revision = "b64d1f8e27ca"
branch_labels = None
depends_on = None


def upgrade():
    """No project is noted yet."""
    op.create_table(
        "project",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("partners", sa.JSON(), nullable=False),
        sa.Column("area", sa.String(200), nullable=False),
        sa.Column("funding", sa.String(200), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("outcome", sa.String(300), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_project_event_id_event", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitment.id"],
            name="fk_project_commitment_id_commitment",
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_project"),
        sa.UniqueConstraint("commitment_id", name="uq_project_commitment_id"),
    )
    op.create_index("ix_project_event_id", "project", ["event_id"])


def downgrade():
    """Forget the projects."""
    op.drop_table("project")
