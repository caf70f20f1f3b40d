"""Emails are tried for two days, and all of them wait while the mail server is away.

Revision ID: 8c41d7e0b3f5
Revises: 8c1d4e7fa203
"""

import sqlalchemy as sa
from alembic import op

revision = "8c41d7e0b3f5"
down_revision = "8c1d4e7fa203"
branch_labels = None
depends_on = None

MOMENTS = ("tried_since", "next_try_at")


def upgrade():
    """Begin with a mail server that nobody has complained of."""
    for name in MOMENTS:
        op.add_column("outgoing_mail", sa.Column(name, sa.DateTime(timezone=True)))
    # What waited for another try waited until this moment.
    op.execute(
        "UPDATE outgoing_mail SET next_try_at = claimed_at, tried_since = created_at"
        " WHERE state = 'queued' AND claimed_at IS NOT NULL"
    )
    server = op.create_table(
        "mail_server",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("barred", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True)),
        sa.Column("next_try_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_server")),
    )
    op.bulk_insert(server, [{"id": 1, "failures": 0, "barred": False, "words": ""}])


def downgrade():
    """Call emails in the new states failed, and forget the rest."""
    op.execute("UPDATE outgoing_mail SET state = 'failed' WHERE state IN ('refused', 'unsent')")
    op.drop_table("mail_server")
    for name in reversed(MOMENTS):
        # Not in batch mode: it would drop the old table, and with it all that hangs on its rows.
        op.drop_column("outgoing_mail", name)
