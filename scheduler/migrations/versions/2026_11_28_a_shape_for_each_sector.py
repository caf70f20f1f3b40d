"""Twelve shapes for twelve sectors: no two of an event share one.

Revision ID: 91c4d8e6f2b7
Revises: 5e2c9b47d1a6
"""

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "91c4d8e6f2b7"
down_revision = "5e2c9b47d1a6"
branch_labels = None
depends_on = None

SECTOR = sa.table("sector", *map(sa.column, ("id", "event_id", "position", "style")))
FORMER, STYLES = 6, range(1, 13)


def upgrade():
    """A sector with the shape of an earlier one of its event takes the next that is free."""
    taken = defaultdict(set)
    for row in _rows():
        free = [style for style in STYLES if style > FORMER and style not in taken[row.event_id]]
        style = row.style if row.style not in taken[row.event_id] else next(iter(free), row.style)
        taken[row.event_id].add(style)
        _restyle(row, style)


def downgrade():
    """Back to the six there were."""
    for row in _rows():
        _restyle(row, (row.style - 1) % FORMER + 1)


def _rows():
    ordered = sa.select(SECTOR).order_by(SECTOR.c.event_id, SECTOR.c.position, SECTOR.c.id)
    return op.get_bind().execute(ordered).all()


def _restyle(row, style):
    if style != row.style:
        op.execute(sa.update(SECTOR).where(SECTOR.c.id == row.id).values(style=style))
