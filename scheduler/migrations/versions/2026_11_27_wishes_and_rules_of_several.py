"""Whom people would like to meet or avoid, rules for three or more, days of reminders.

Revision ID: d27b94c1e6a8
Revises: d61f0b84e9a7
"""

import sqlalchemy as sa
from alembic import op

revision = "d27b94c1e6a8"
down_revision = "d61f0b84e9a7"
branch_labels = None
depends_on = None

TWO = "uq_pair_rule_a_id_b_id_kind"
SEVERAL = "uq_pair_rule_a_id_b_id_kind_bundle"


def upgrade():
    """Nobody is asked yet; every rule is for two people."""
    with op.batch_alter_table("pair_rule") as table:
        table.add_column(sa.Column("bundle", sa.String(16), server_default="", nullable=False))
        table.drop_constraint(TWO, type_="unique")
        table.create_unique_constraint(SEVERAL, ["a_id", "b_id", "kind", "bundle"])
    op.add_column("event", sa.Column("wishes_until", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("reminder") as table:
        table.add_column(sa.Column("days", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE reminder SET days = CASE kind WHEN 'week' THEN 7 WHEN 'day' THEN 1 ELSE 0 END"
    )
    with op.batch_alter_table("reminder") as table:
        table.alter_column("days", existing_type=sa.Integer(), nullable=False)
    op.create_table(
        "seating_wish",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attendee_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("words", sa.String(200), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rule_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attendee_id"],
            ["attendee.id"],
            name="fk_seating_wish_attendee_id_attendee",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["rule_id"],
            ["pair_rule.id"],
            name="fk_seating_wish_rule_id_pair_rule",
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_seating_wish"),
    )
    op.create_index("ix_seating_wish_attendee_id", "seating_wish", ["attendee_id"])
    op.create_index("ix_seating_wish_rule_id", "seating_wish", ["rule_id"])


def downgrade():
    """Forget what was said; rules for several stay as rules for each two, once."""
    op.drop_table("seating_wish")
    with op.batch_alter_table("reminder") as table:
        table.drop_column("days")
    # A batch would make the table anew on SQLite, and what refers to it would go with the old one.
    op.drop_column("event", "wishes_until")
    op.execute(
        "DELETE FROM pair_rule WHERE EXISTS (SELECT 1 FROM pair_rule AS first WHERE first.id < "
        "pair_rule.id AND first.a_id = pair_rule.a_id AND first.b_id = pair_rule.b_id "
        "AND first.kind = pair_rule.kind)"
    )
    with op.batch_alter_table("pair_rule") as table:
        table.drop_constraint(SEVERAL, type_="unique")
        table.drop_column("bundle")
        table.create_unique_constraint(TWO, ["a_id", "b_id", "kind"])
