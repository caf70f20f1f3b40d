"""Organisers put questions of their own on the form.

Revision ID: e91f5a3d08c7
Revises: 9c2f7a58e04b
"""

import sqlalchemy as sa
from alembic import op

revision = "e91f5a3d08c7"
down_revision = "9c2f7a58e04b"
branch_labels = None
depends_on = None


def upgrade():
    """No form has any yet."""
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("label", sa.String(150), nullable=False),
        sa.Column("help", sa.String(300), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("purpose", sa.String(300), nullable=False),
        sa.Column("seen", sa.JSON(), nullable=False),
        sa.Column("kept_days", sa.Integer()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_question_event_id_event", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_question"),
    )
    op.create_index("ix_question_event_id", "question", ["event_id"])
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("attendee_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name="fk_answer_question_id_question",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["attendee_id"], ["attendee.id"], name="fk_answer_attendee_id_attendee",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_answer"),
        sa.UniqueConstraint("attendee_id", "question_id", name="uq_answer_attendee_id_question_id"),
    )  # fmt: skip
    op.create_index("ix_answer_question_id", "answer", ["question_id"])


def downgrade():
    """Forget the questions and what was answered."""
    op.drop_table("answer")
    op.drop_table("question")
