"""Whoever comes back to a series with their event is who they were there.

Revision ID: 7c2e90b4d5a8
Revises: d47c19f0b82e
"""

from alembic import op

revision = "7c2e90b4d5a8"
down_revision = "d47c19f0b82e"
branch_labels = None
depends_on = None


def upgrade():
    """Nobody has left a series who could come back: who they were was not kept."""
    # In plain SQL: see the migration that makes contacts.
    op.execute(
        "ALTER TABLE attendee ADD COLUMN former_contact_id INTEGER "
        "CONSTRAINT fk_attendee_former_contact_id_contact REFERENCES contact (id)"
    )
    op.create_index("ix_attendee_former_contact_id", "attendee", ["former_contact_id"])


def downgrade():
    """Whoever is away then is recognised afresh."""
    op.drop_index("ix_attendee_former_contact_id", "attendee")
    op.drop_column("attendee", "former_contact_id")
