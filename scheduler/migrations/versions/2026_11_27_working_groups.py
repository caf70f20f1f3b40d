"""Working groups that an event leads to, and who is asked into which.

Revision ID: d3f58b20c9a4
Revises: b3e07c5d91a4
"""

import sqlalchemy as sa
from alembic import op

revision = "d3f58b20c9a4"
down_revision = "b3e07c5d91a4"
branch_labels = None
depends_on = None


def _key(table, column, of):
    name = f"fk_{table}_{column}_{of}"
    return sa.ForeignKeyConstraint([column], [f"{of}.id"], name=name, ondelete="CASCADE")


def upgrade():
    """No event has any yet."""
    op.create_table(
        "group_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("smallest", sa.Integer(), nullable=False),
        sa.Column("largest", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("colleagues_apart", sa.Boolean(), nullable=False),
        sa.Column("ceiling", sa.JSON(), nullable=False),
        sa.Column("limits", sa.JSON(), nullable=False),
        sa.Column("edits", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        _key("group_proposal", "event_id", "event"),
        sa.PrimaryKeyConstraint("id", name="pk_group_proposal"),
        sa.UniqueConstraint("event_id", name="uq_group_proposal_event_id"),
    )
    op.create_table(
        "working_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        _key("working_group", "proposal_id", "group_proposal"),
        sa.PrimaryKeyConstraint("id", name="pk_working_group"),
        sa.UniqueConstraint(
            "proposal_id", "area", "number", name="uq_working_group_proposal_id_area_number"
        ),
    )
    op.create_table(
        "working_group_member",
        sa.Column("attendee_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("convenes", sa.Boolean(), nullable=False),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.String(10), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        _key("working_group_member", "attendee_id", "attendee"),
        _key("working_group_member", "group_id", "working_group"),
        sa.PrimaryKeyConstraint("attendee_id", name="pk_working_group_member"),
    )
    op.create_index("ix_working_group_member_group_id", "working_group_member", ["group_id"])


def downgrade():
    """Forget the groups."""
    op.drop_table("working_group_member")
    op.drop_table("working_group")
    op.drop_table("group_proposal")
