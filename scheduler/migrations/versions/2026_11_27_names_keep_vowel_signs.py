"""Keys of names keep vowel signs and accents, so that two people in one mailbox stay two.

Revision ID: 3b1f0c7d52aa
Revises: 6223a0dad7d1
"""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "3b1f0c7d52aa"
down_revision = "6223a0dad7d1"
branch_labels = None
depends_on = None

attendee = sa.table(
    "attendee",
    sa.column("id", sa.Integer),
    sa.column("name", sa.String),
    sa.column("name_key", sa.String),
)


def upgrade():
    """Write the key of every name anew; the new keys are never coarser than the old ones."""
    _rewrite(_key_with_signs)


def downgrade():
    """Write the keys as they were; people whose old keys would be equal keep the new ones."""
    _rewrite(_key_without_signs)


def _rewrite(key_of):
    connection = op.get_bind()
    for row in connection.execute(sa.select(attendee.c.id, attendee.c.name)).all():
        change = sa.update(attendee).where(attendee.c.id == row.id)
        try:
            with connection.begin_nested():
                connection.execute(change.values(name_key=key_of(row.name)[:200]))
        except sa.exc.IntegrityError:
            continue


def _key_with_signs(name):
    composed = unicodedata.normalize("NFC", re.sub("['’‘`´ʼ]", "", name).casefold())
    shaped = (c for c in composed.replace("&", " and ") if unicodedata.category(c) != "Cf")
    words = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in shaped)
    key = " ".join(words.split())
    if key or not any(unicodedata.category(c) == "So" for c in composed):
        return key
    return " ".join(composed.split())


def _key_without_signs(name):
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    joined = re.sub("['’‘`]", "", bare).replace("&", " and ")
    return re.sub(r"[^\w]+", " ", joined).strip()
