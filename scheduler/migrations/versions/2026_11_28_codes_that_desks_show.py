"""A desk shows whom it put on the list the way to their own page.

Revision ID: c81f4a6e0d27
Revises: 7c2e90b4d5a8
"""

import sqlalchemy as sa
from alembic import op

revision = "c81f4a6e0d27"
down_revision = "7c2e90b4d5a8"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def _to(column, target, ondelete):
    name = f"fk_hand_over_{column}_{target}"
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def upgrade():
    """Of whoever walked in before, no desk is known."""
    op.create_table(
        "hand_over",
        sa.Column("attendee_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("desk_link_id", sa.Integer()),
        sa.Column("user_id", sa.Integer()),
        sa.Column("code", sa.String(43)),
        sa.Column("works_until", MOMENT),
        sa.Column("opened_at", MOMENT),
        _to("attendee_id", "attendee", "CASCADE"),
        _to("event_id", "event", "CASCADE"),
        _to("desk_link_id", "desk_link", "SET NULL"),
        _to("user_id", "user", "SET NULL"),
        sa.PrimaryKeyConstraint("attendee_id", name="pk_hand_over"),
        sa.UniqueConstraint("code", name="uq_hand_over_code"),
    )
    for column in ("event_id", "desk_link_id", "user_id"):
        op.create_index(f"ix_hand_over_{column}", "hand_over", [column])


def downgrade():
    """Codes that were shown lead nowhere then."""
    op.drop_table("hand_over")
