"""A log of who did what.

Revision ID: e4b90d62a1f5
Revises: c40b7d19e6a3
"""

import sqlalchemy as sa
from alembic import op

revision = "e4b90d62a1f5"
down_revision = "c40b7d19e6a3"
branch_labels = None
depends_on = None


def _to(column, target, ondelete):
    name = f"fk_audit_entry_{column}_{target}"
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def upgrade():
    """What was done before is not known."""
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("attendee_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("topic", sa.String(12), nullable=False),
        sa.Column("verb", sa.String(80), nullable=False),
        sa.Column("about_person", sa.Boolean(), nullable=False),
        sa.Column("rest", sa.String(300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _to("body_id", "organising_body", "CASCADE"),
        _to("event_id", "event", "CASCADE"),
        _to("attendee_id", "attendee", "SET NULL"),
        _to("user_id", "user", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entry"),
    )
    for column in ("body_id", "event_id", "attendee_id"):
        op.create_index(f"ix_audit_entry_{column}", "audit_entry", [column])


def downgrade():
    """Forget the log."""
    op.drop_table("audit_entry")
