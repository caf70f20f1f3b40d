"""What people said of those they met: whether they would like to stay in touch.

Revision ID: 6d1e94b3f027
Revises: 7ad0e3c85f16
"""

import sqlalchemy as sa
from alembic import op

revision = "6d1e94b3f027"
down_revision = "7ad0e3c85f16"
branch_labels = None
depends_on = None


def _to_attendee(column):
    name = f"fk_touch_answer_{column}_attendee"
    return sa.ForeignKeyConstraint([column], ["attendee.id"], name=name, ondelete="CASCADE")


def upgrade():
    """Nobody has been asked yet."""
    op.create_table(
        "touch_answer",
        sa.Column("attendee_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("yes", sa.Boolean(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        _to_attendee("attendee_id"),
        _to_attendee("other_id"),
        sa.PrimaryKeyConstraint("attendee_id", "other_id", name="pk_touch_answer"),
    )
    op.create_index("ix_touch_answer_other_id", "touch_answer", ["other_id"])


def downgrade():
    """Forget what they said."""
    op.drop_table("touch_answer")
