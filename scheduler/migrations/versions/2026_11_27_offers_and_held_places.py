"""Places that are offered to the waiting list for some hours, and places held for a sector.

Revision ID: 3e90b5d7c1a4
Revises: b7d2f4c81a96
"""

import sqlalchemy as sa
from alembic import op

revision = "3e90b5d7c1a4"
down_revision = "b7d2f4c81a96"
branch_labels = None
depends_on = None


def upgrade():
    """Events that there are give places away at once, as before, and hold none."""
    op.add_column("event", sa.Column("offer_hours", sa.Integer()))
    op.add_column("event", sa.Column("held_until", sa.DateTime(timezone=True)))
    op.add_column("sector", sa.Column("held", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("attendee", sa.Column("offered_until", sa.DateTime(timezone=True)))
    op.add_column("attendee", sa.Column("let_pass_at", sa.DateTime(timezone=True)))


def downgrade():
    """Who has an offer waits again, at the end of the list; their place is free."""
    attendee = sa.table(
        "attendee",
        sa.column("event_id", sa.Integer()),
        sa.column("state", sa.String()),
        sa.column("waiting_since", sa.DateTime(timezone=True)),
        sa.column("offered_until", sa.DateTime(timezone=True)),
    )
    event = sa.table(
        "event", sa.column("id", sa.Integer()), sa.column("places_taken", sa.Integer())
    )
    offered = (
        sa.select(sa.func.count())
        .select_from(attendee)
        .where(attendee.c.event_id == event.c.id, attendee.c.state == "offered")
        .scalar_subquery()
    )
    op.execute(event.update().values(places_taken=event.c.places_taken - offered))
    op.execute(
        attendee.update()
        .where(attendee.c.state == "offered")
        .values(state="waiting", waiting_since=attendee.c.offered_until)
    )
    for table, column in (
        ("attendee", "let_pass_at"),
        ("attendee", "offered_until"),
        ("sector", "held"),
        ("event", "held_until"),
        ("event", "offer_hours"),
    ):
        op.drop_column(table, column)
