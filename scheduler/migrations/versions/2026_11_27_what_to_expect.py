"""What to expect at an event: how to get in, who greets people, noise, and pictures.

Revision ID: e70a3c95b1d4
Revises: d61f0b84e9a7
"""

import sqlalchemy as sa
from alembic import op

revision = "e70a3c95b1d4"
down_revision = "d61f0b84e9a7"
branch_labels = None
depends_on = None

TEXTS = ("getting_in", "greeted_by", "noise")


def upgrade():
    """Nothing is said yet, and there are no pictures."""
    for name in TEXTS:
        op.add_column("event", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "event_picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("logo", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(200), nullable=False),
        sa.Column("mimetype", sa.String(40), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_event_picture_event_id_event", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_event_picture"),
    )
    op.create_index("ix_event_picture_event_id", "event_picture", ["event_id"])


def downgrade():
    """Forget them."""
    op.drop_table("event_picture")
    for name in reversed(TEXTS):
        op.drop_column("event", name)
