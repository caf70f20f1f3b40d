"""Rules between groups of people.

Revision ID: c5a80e16d7f3
Revises: 91c4e7a02d5b
"""

import sqlalchemy as sa
from alembic import op

revision = "c5a80e16d7f3"
down_revision = "91c4e7a02d5b"
branch_labels = None
depends_on = None


def upgrade():
    """There are none yet."""
    op.create_table(
        "group_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("one", sa.String(200), nullable=False),
        sa.Column("other", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_group_rule_event_id_event", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_group_rule"),
        sa.UniqueConstraint(
            "event_id", "kind", "one", "other", name="uq_group_rule_event_id_kind_one_other"
        ),
    )
    op.create_index("ix_group_rule_event_id", "group_rule", ["event_id"])


def downgrade():
    """Forget them."""
    op.drop_table("group_rule")
