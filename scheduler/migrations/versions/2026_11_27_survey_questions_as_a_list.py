"""The questions of a survey become a list, of whatever length.

Revision ID: b64d1f8e27ca
Revises: b8d4172fa09c
"""

import sqlalchemy as sa
from alembic import op

revision = "b64d1f8e27ca"
down_revision = "b8d4172fa09c"
branch_labels = None
depends_on = None

PLACES = ("first", "second", "third")
survey = sa.table(
    "survey",
    sa.column("id", sa.Integer()),
    sa.column("questions", sa.JSON()),
    *(sa.column(name, sa.String(200)) for name in PLACES),
)


def upgrade():
    """Keep the three questions of each survey in their order; the replies are lists already."""
    op.add_column("survey", sa.Column("questions", sa.JSON(), nullable=False, server_default="[]"))
    connection = op.get_bind()
    for row in connection.execute(sa.select(survey)).mappings().all():
        questions = [row[name] for name in PLACES]
        changed = survey.update().where(survey.c.id == row["id"]).values(questions=questions)
        connection.execute(changed)
    for name in PLACES:
        op.drop_column("survey", name)


def downgrade():
    """Keep the first three questions; an older version knows no more."""
    for name in PLACES:
        column = sa.Column(name, sa.String(200), nullable=False, server_default="")
        op.add_column("survey", column)
    connection = op.get_bind()
    for row in connection.execute(sa.select(survey)).mappings().all():
        questions = dict(zip(PLACES, row["questions"], strict=False))
        if questions:
            changed = survey.update().where(survey.c.id == row["id"]).values(**questions)
            connection.execute(changed)
    op.drop_column("survey", "questions")
