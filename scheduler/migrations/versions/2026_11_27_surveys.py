"""What people are asked after an event, and what they answered without their names.

Revision ID: 9c2f7a58e04b
Revises: e4b90d62a1f5
"""

import sqlalchemy as sa
from alembic import op

revision = "9c2f7a58e04b"
down_revision = "e4b90d62a1f5"
branch_labels = None
depends_on = None


def _to(table, column, target):
    name = f"fk_{table}_{column}_{target}"
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="CASCADE")


def upgrade():
    """Nobody has been asked yet."""
    op.create_table(
        "survey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.String(200), nullable=False)
            for name in ("first", "second", "third", "reflection")
        ),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        _to("survey", "event_id", "event"),
        sa.PrimaryKeyConstraint("id", name="pk_survey"),
        sa.UniqueConstraint("event_id", name="uq_survey_event_id"),
    )
    op.create_table(
        "survey_reply",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("quotable", sa.Boolean(), nullable=False),
        _to("survey_reply", "survey_id", "survey"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_reply"),
    )
    op.create_index("ix_survey_reply_survey_id", "survey_reply", ["survey_id"])
    op.create_table(
        "survey_done",
        sa.Column("attendee_id", sa.Integer(), nullable=False),
        _to("survey_done", "attendee_id", "attendee"),
        sa.PrimaryKeyConstraint("attendee_id", name="pk_survey_done"),
    )


def downgrade():
    """Forget the questions and the answers."""
    for table in ("survey_done", "survey_reply", "survey"):
        op.drop_table(table)
