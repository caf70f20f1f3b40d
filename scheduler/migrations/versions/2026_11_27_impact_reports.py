"""The impact report of an event or a series, and how far commitments have come.

Revision ID: a7e3c05d91b8
Revises: 3e90b5d7c1a4
"""

import sqlalchemy as sa
from alembic import op

revision = "a7e3c05d91b8"
down_revision = "3e90b5d7c1a4"
branch_labels = None
depends_on = None


def _to(column, target):
    name = f"fk_impact_report_{column}_{target}"
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="CASCADE")


def upgrade():
    """Nothing is reported yet; what was said is under way."""
    op.create_table(
        "impact_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("token", sa.String(43), nullable=True),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "(event_id IS NULL) != (series_id IS NULL)", name="ck_impact_report_of_one_thing"
        ),
        _to("event_id", "event"),
        _to("series_id", "series"),
        sa.PrimaryKeyConstraint("id", name="pk_impact_report"),
        sa.UniqueConstraint("event_id", name="uq_impact_report_event_id"),
        sa.UniqueConstraint("series_id", name="uq_impact_report_series_id"),
        sa.UniqueConstraint("token", name="uq_impact_report_token"),
    )
    with op.batch_alter_table("commitment") as table:
        table.add_column(
            sa.Column("state", sa.String(10), server_default="under way", nullable=False)
        )
        table.add_column(sa.Column("state_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(
            sa.Column("told", sa.Boolean(), server_default=sa.false(), nullable=False)
        )


def downgrade():
    """Forget the reports, and how far commitments came."""
    with op.batch_alter_table("commitment") as table:
        for column in ("told", "state_at", "state"):
            table.drop_column(column)
    op.drop_table("impact_report")
