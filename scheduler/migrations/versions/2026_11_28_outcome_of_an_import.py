"""What came of an import has a column of its own beside what was chosen for it.

Revision ID: e07b3c5d9a16
Revises: c81f4a6e0d27
"""

import sqlalchemy as sa
from alembic import op

revision = "e07b3c5d9a16"
down_revision = "c81f4a6e0d27"
branch_labels = None
depends_on = None

OUTCOME = ("result", "added", "former", "capacity", "raised", "undone", "restored")
IMPORTS = sa.table(
    "staged_import",
    sa.column("id", sa.Integer),
    sa.column("choices", sa.JSON),
    sa.column("outcome", sa.JSON(none_as_null=True)),
)


def upgrade():
    """Move what the choices held of imports that were carried out."""
    op.add_column(
        "staged_import", sa.Column("outcome", sa.JSON(none_as_null=True), nullable=True)
    )
    for id_, choices in _rows(IMPORTS.c.choices):
        if "result" in choices:
            outcome = {name: choices.pop(name) for name in OUTCOME if name in choices}
            _write(id_, choices=choices, outcome=outcome)


def downgrade():
    """Put it back."""
    for id_, choices, outcome in _rows(IMPORTS.c.choices, IMPORTS.c.outcome):
        if outcome is not None:
            known = {name: value for name, value in outcome.items() if value is not None}
            _write(id_, choices=choices | known)
    op.drop_column("staged_import", "outcome")


def _rows(*columns):
    return op.get_bind().execute(sa.select(IMPORTS.c.id, *columns)).all()


def _write(id_, **values):
    op.execute(sa.update(IMPORTS).where(IMPORTS.c.id == id_).values(**values))
