"""The glossary of a series.

Revision ID: f15b7e20c94d
Revises: 91d5c7ab3e20
"""

import sqlalchemy as sa
from alembic import op

revision = "f15b7e20c94d"
down_revision = "91d5c7ab3e20"
branch_labels = None
depends_on = None


def upgrade():
    """No word is explained yet."""
    op.create_table(
        "glossary_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("term", sa.String(80), nullable=False),
        sa.Column("term_key", sa.String(400), nullable=False),
        sa.Column("meaning", sa.String(300), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_glossary_term_event_id_event", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["added_by_id"],
            ["attendee.id"],
            name="fk_glossary_term_added_by_id_attendee",
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_glossary_term"),
        sa.UniqueConstraint("event_id", "term_key", name="uq_glossary_term_event_id_term_key"),
    )
    for column in ("event_id", "added_by_id"):
        op.create_index(f"ix_glossary_term_{column}", "glossary_term", [column])


def downgrade():
    """Forget the glossaries."""
    op.drop_table("glossary_term")
