"""Events meet online, or partly so.

Revision ID: 3fd08a6c21be
Revises: b42f8c1d6e70
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "3fd08a6c21be"
down_revision = "b42f8c1d6e70"
branch_labels = None
depends_on = None

FIELD = "joins_online"
event = sa.table(
    "event",
    sa.column("id", sa.Integer()),
    sa.column("fields_off", sa.JSON()),
    sa.column("meeting_key", sa.String()),
)


def upgrade():
    """Every event meets in its room, and gets the secret that names its online rooms."""
    for column in (
        sa.Column("venue", sa.String(10), nullable=False, server_default="room"),
        sa.Column("meeting_links", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("everybody_link", sa.String(500), nullable=False, server_default=""),
        sa.Column("online_tables", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("meeting_key", sa.String(43), nullable=False, server_default=""),
    ):
        op.add_column("event", column)
    op.add_column(
        "attendee", sa.Column(FIELD, sa.Boolean(), nullable=False, server_default=sa.false())
    )
    for key, off in _forms():
        new = {"fields_off": [*(off or []), FIELD], "meeting_key": secrets.token_urlsafe(16)}
        op.get_bind().execute(event.update().where(event.c.id == key).values(**new))


def downgrade():
    """Forget it."""
    for key, off in _forms():
        kept = [name for name in off or [] if name != FIELD]
        op.get_bind().execute(event.update().where(event.c.id == key).values(fields_off=kept))
    op.drop_column("attendee", FIELD)
    for name in ("meeting_key", "online_tables", "everybody_link", "meeting_links", "venue"):
        op.drop_column("event", name)


def _forms():
    return op.get_bind().execute(sa.select(event.c.id, event.c.fields_off)).all()
