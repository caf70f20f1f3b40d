"""What to expect at an event: words and pictures; how people like to be spoken to and seated.

Revision ID: e70a3c95b1d4
Revises: e91f3a6b40d7
"""

import sqlalchemy as sa
from alembic import op

revision = "e70a3c95b1d4"
down_revision = "e91f3a6b40d7"
branch_labels = None
depends_on = None

TEXTS = ("getting_in", "greeted_by", "noise")
WISHES = ("speak_to", "quiet_table", "buddy")
event = sa.table("event", sa.column("id", sa.Integer()), sa.column("fields_off", sa.JSON()))


def upgrade():
    """Nothing is said yet, there are no pictures, and no form asks for what is new."""
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
    op.add_column(
        "attendee", sa.Column("speak_to", sa.String(80), nullable=False, server_default="")
    )
    for name in WISHES[1:]:
        op.add_column(
            "attendee", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
        )
    _write_off(lambda off: [*off, *WISHES])


def downgrade():
    """Forget them."""
    _write_off(lambda off: [name for name in off if name not in WISHES])
    for name in reversed(WISHES):
        op.drop_column("attendee", name)
    op.drop_table("event_picture")
    for name in reversed(TEXTS):
        op.drop_column("event", name)


def _write_off(changed):
    connection = op.get_bind()
    for key, off in connection.execute(sa.select(event.c.id, event.c.fields_off)).all():
        connection.execute(
            event.update().where(event.c.id == key).values(fields_off=changed(off or []))
        )
