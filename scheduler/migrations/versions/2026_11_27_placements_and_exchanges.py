"""Placements and exchanges between people of a series.

Revision ID: d3a51e7c90b4
Revises: 5e0c94ab17d2
"""

import sqlalchemy as sa
from alembic import op

revision = "d3a51e7c90b4"
down_revision = "5e0c94ab17d2"
branch_labels = None
depends_on = None


def _key(table, column, to, on_delete="CASCADE"):
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}", ondelete=on_delete
    )


def upgrade():
    """Nothing is matched yet."""
    op.create_table(
        "exchange_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attendee_id", sa.Integer(), nullable=False),
        sa.Column("asks", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(300), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        _key("exchange_item", "attendee_id", "attendee"),
        sa.PrimaryKeyConstraint("id", name="pk_exchange_item"),
        sa.UniqueConstraint(
            "attendee_id", "asks", "words", name="uq_exchange_item_attendee_id_asks_words"
        ),
    )
    op.create_table(
        "exchange",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("ask_id", sa.Integer(), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=True),
        _key("exchange", "series_id", "series"),
        _key("exchange", "offer_id", "exchange_item"),
        _key("exchange", "ask_id", "exchange_item"),
        _key("exchange", "project_id", "project", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_exchange"),
        sa.UniqueConstraint("offer_id", "ask_id", name="uq_exchange_offer_id_ask_id"),
    )
    op.create_index("ix_exchange_series_id", "exchange", ["series_id"])
    op.create_index("ix_exchange_ask_id", "exchange", ["ask_id"])
    op.create_table(
        "exchange_answer",
        sa.Column("exchange_id", sa.Integer(), nullable=False),
        sa.Column("attendee_id", sa.Integer(), nullable=False),
        sa.Column("yes", sa.Boolean(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        _key("exchange_answer", "exchange_id", "exchange"),
        _key("exchange_answer", "attendee_id", "attendee"),
        sa.PrimaryKeyConstraint("exchange_id", "attendee_id", name="pk_exchange_answer"),
    )
    op.create_index("ix_exchange_answer_attendee_id", "exchange_answer", ["attendee_id"])


def downgrade():
    """Forget the exchanges."""
    op.drop_table("exchange_answer")
    op.drop_table("exchange")
    op.drop_table("exchange_item")
