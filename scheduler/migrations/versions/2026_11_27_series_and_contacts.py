"""Events may belong to a series, whose people are contacts; events can be archived.

Revision ID: 8c41e07b9d25
Revises: 5f0d2a94c1e7
"""

import sqlalchemy as sa
from alembic import op

revision = "8c41e07b9d25"
down_revision = "5f0d2a94c1e7"
branch_labels = None
depends_on = None

POINTERS = (("event", "series_id", "series"), ("attendee", "contact_id", "contact"))


def upgrade():
    """Begin without any series: an organiser makes one from an event."""
    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("counts_from", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.ForeignKeyConstraint(
            ["body_id"], ["organising_body.id"], name="fk_series_body_id_organising_body"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_series"),
    )
    op.create_index("ix_series_body_id", "series", ["body_id"])
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name="fk_contact_series_id_series", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"],
            ["contact.id"],
            name="fk_contact_merged_into_id_contact",
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
    )
    op.create_index("ix_contact_series_id", "contact", ["series_id"])
    op.create_index("ix_contact_merged_into_id", "contact", ["merged_into_id"])
    for table, column, target in POINTERS:
        # In plain SQL, not in batch mode, which would drop the old table and what hangs on its
        # rows; SQLite takes a constraint with the column alone.
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} INTEGER "
            f"CONSTRAINT fk_{table}_{column}_{target} REFERENCES {target} (id)"
        )
        op.create_index(f"ix_{table}_{column}", table, [column])
    op.add_column("event", sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))


def downgrade():
    """Forget series, contacts and which events were archived."""
    op.drop_column("event", "archived_at")
    for table, column, _target in reversed(POINTERS):
        op.drop_index(f"ix_{table}_{column}", table)
        op.drop_column(table, column)
    op.drop_table("contact")
    op.drop_table("series")
