"""Sheets that were printed, with what they say.

Revision ID: 7c51f0a94e2d
Revises: a3f6d1908e54
"""

import sqlalchemy as sa
from alembic import op

revision = "7c51f0a94e2d"
down_revision = "a3f6d1908e54"
branch_labels = None
depends_on = None


def upgrade():
    """What was printed before is not known."""
    op.create_table(
        "sheet_print",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("printed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_sheet_print_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_print")),
    )
    op.create_index(op.f("ix_sheet_print_event_id"), "sheet_print", ["event_id"])


def downgrade():
    """Forget it."""
    op.drop_index(op.f("ix_sheet_print_event_id"), table_name="sheet_print")
    op.drop_table("sheet_print")
