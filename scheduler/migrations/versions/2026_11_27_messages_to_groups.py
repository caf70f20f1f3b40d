"""Messages that organisers write to a group, and which emails belong to each.

Revision ID: a3f6d1908e54
Revises: 4b7e19d3a6c2
"""

import sqlalchemy as sa
from alembic import op

revision = "a3f6d1908e54"
down_revision = "4b7e19d3a6c2"
branch_labels = None
depends_on = None


def upgrade():
    """Begin without any message."""
    op.create_table(
        "group_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("submission", sa.String(64), nullable=False),
        sa.Column("audience", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name="fk_group_message_event_id_event",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_group_message"),
        sa.UniqueConstraint("submission", name="uq_group_message_submission"),
    )
    op.create_index("ix_group_message_event_id", "group_message", ["event_id"])
    # In plain SQL: SQLite takes a constraint with the column alone.
    op.execute(
        "ALTER TABLE outgoing_mail ADD COLUMN group_message_id INTEGER "
        "CONSTRAINT fk_outgoing_mail_group_message_id_group_message "
        "REFERENCES group_message (id)"
    )
    op.create_index(
        "ix_outgoing_mail_group_message_id", "outgoing_mail", ["group_message_id"]
    )


def downgrade():
    """Forget which emails belong together; the emails stay."""
    op.drop_index("ix_outgoing_mail_group_message_id", "outgoing_mail")
    op.drop_column("outgoing_mail", "group_message_id")
    op.drop_table("group_message")
