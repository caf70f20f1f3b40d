"""Prints that a worker has made wait to be fetched.

Revision ID: 5b8e0c6a41d9
Revises: a7e3c05d91b8
"""

import sqlalchemy as sa
from alembic import op

revision = "5b8e0c6a41d9"
down_revision = "a7e3c05d91b8"
branch_labels = None
depends_on = None


def upgrade():
    """None wait yet."""
    op.create_table(
        "print_file",
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["job_id"], ["job.id"], name=op.f("fk_print_file_job_id_job"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_print_file_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("job_id", name=op.f("pk_print_file")),
    )
    op.create_index(op.f("ix_print_file_event_id"), "print_file", ["event_id"])


def downgrade():
    """What waits can be made again."""
    op.drop_index(op.f("ix_print_file_event_id"), table_name="print_file")
    op.drop_table("print_file")
