"""When people came, and which rounds they miss.

Revision ID: 51c7e0a9d3b8
Revises: 2f6b8d07c9e1
"""

import sqlalchemy as sa
from alembic import op

revision = "51c7e0a9d3b8"
down_revision = "2f6b8d07c9e1"
branch_labels = None
depends_on = None


def upgrade():
    """Who was here came when it was noted; who had left is away until the end."""
    op.add_column("attendance", sa.Column("came_at", sa.DateTime(timezone=True)))
    op.add_column("attendance", sa.Column("away", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column(
        "attendance", sa.Column("note", sa.String(200), nullable=False, server_default="")
    )
    op.execute("UPDATE attendance SET came_at = noted_at WHERE state IN ('here', 'left')")
    op.execute(
        "UPDATE attendance SET away = '[[' || left_from || ', null]]' WHERE left_from IS NOT NULL"
        if op.get_bind().dialect.name == "sqlite"
        else "UPDATE attendance SET away = ('[[' || left_from || ', null]]')::json"
        " WHERE left_from IS NOT NULL"
    )
    # Not in batch mode: it would drop the old table, and with it all that hangs on its rows.
    op.drop_column("attendance", "left_from")


def downgrade():
    """Who stepped out or comes later is simply here, or not known."""
    op.add_column("attendance", sa.Column("left_from", sa.Integer()))
    left = sa.table(
        "attendance",
        sa.column("attendee_id", sa.Integer()),
        sa.column("state", sa.String()),
        sa.column("away", sa.JSON()),
        sa.column("left_from", sa.Integer()),
    )
    connection = op.get_bind()
    rows = connection.execute(
        sa.select(left.c.attendee_id, left.c.away).where(left.c.state == "left")
    )
    for attendee_id, away in rows.all():
        if away:
            this = sa.update(left).where(left.c.attendee_id == attendee_id)
            connection.execute(this.values(left_from=away[-1][0]))
    op.execute("DELETE FROM attendance WHERE state = 'late'")
    op.execute("UPDATE attendance SET state = 'here' WHERE state = 'out'")
    for name in ("note", "away", "came_at"):
        op.drop_column("attendance", name)
