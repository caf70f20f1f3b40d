"""What desks send later says whom it is of, so that an undo made without a network is taken in too.

Revision ID: 2f8d5b70c1e9
Revises: 6a1d0e84c3b7
"""

import sqlalchemy as sa
from alembic import op

revision = "2f8d5b70c1e9"
down_revision = "6a1d0e84c3b7"
branch_labels = None
depends_on = None


def upgrade():
    """Check-ins that were sent before stand by themselves: nothing that is sent undoes them."""
    with op.batch_alter_table("sent_check_in") as table:
        table.add_column(sa.Column("attendee_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("desk", sa.String(80), server_default="", nullable=False))
        table.add_column(sa.Column("begun", sa.Integer(), server_default="0", nullable=False))
        table.add_column(sa.Column("undone", sa.String(60), server_default="", nullable=False))
        table.add_column(sa.Column("before", sa.JSON(), nullable=True))
        table.create_foreign_key(
            op.f("fk_sent_check_in_attendee_id_attendee"),
            "attendee",
            ["attendee_id"],
            ["id"],
            ondelete="CASCADE",
        )
        table.create_index(op.f("ix_sent_check_in_attendee_id"), ["attendee_id"])


def downgrade():
    """Likewise."""
    with op.batch_alter_table("sent_check_in") as table:
        table.drop_index(op.f("ix_sent_check_in_attendee_id"))
        table.drop_constraint(op.f("fk_sent_check_in_attendee_id_attendee"), type_="foreignkey")
        for name in ("before", "undone", "begun", "desk", "attendee_id"):
            table.drop_column(name)
