"""Changes of working groups by hand are rows, as those of drafts: undone, and made again.

Revision ID: 5e2c9b47d1a6
Revises: d3a51e7c90b4
"""

import sqlalchemy as sa
from alembic import op

revision = "5e2c9b47d1a6"
down_revision = "d3a51e7c90b4"
branch_labels = None
depends_on = None


def upgrade():
    """The groups stand as they are; what led to them cannot be undone any more."""
    op.create_table(
        "group_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("user_id", sa.Integer()),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("links", sa.Integer(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        _to("user_id", "user", "SET NULL"),
        _to("proposal_id", "group_proposal"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_edit")),
        sa.UniqueConstraint(
            "proposal_id", "position", name=op.f("uq_group_edit_proposal_id_position")
        ),
    )
    op.create_index(op.f("ix_group_edit_proposal_id"), "group_edit", ["proposal_id"])
    op.add_column(
        "group_proposal",
        sa.Column("edits_applied", sa.Integer(), server_default="0", nullable=False),
    )
    op.drop_column("group_proposal", "edits")


def downgrade():
    """Likewise."""
    # Not in batch mode: it would drop the old table, and with it all that hangs on its rows.
    op.add_column("group_proposal", sa.Column("edits", sa.JSON(), server_default="[]"))
    op.drop_column("group_proposal", "edits_applied")
    op.drop_index(op.f("ix_group_edit_proposal_id"), table_name="group_edit")
    op.drop_table("group_edit")


def _to(column, other, ondelete="CASCADE"):
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_group_edit_{column}_{other}"), ondelete=ondelete
    )
