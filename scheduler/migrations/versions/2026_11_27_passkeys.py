"""Passkeys as the second step of a sign-in; secrets of apps are stored sealed.

Revision ID: 5e0c94ab17d2
Revises: d3f58b20c9a4
"""

from base64 import urlsafe_b64encode

import sqlalchemy as sa
from alembic import op
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

revision = "5e0c94ab17d2"
down_revision = "d3f58b20c9a4"
branch_labels = None
depends_on = None


def upgrade():
    """Nobody has a passkey so far; what apps share with us is sealed by the server's key."""
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(1023), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("transports", sa.String(100), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name="fk_passkey_user_id_user", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_passkey"),
        sa.UniqueConstraint("credential_id", name="uq_passkey_credential_id"),
    )
    op.create_index("ix_passkey_user_id", "passkey", ["user_id"])
    op.create_table(
        "used_challenge",
        sa.Column("challenge_hash", sa.String(64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("challenge_hash", name="pk_used_challenge"),
    )
    with op.batch_alter_table("second_step") as batch:
        batch.alter_column("secret", existing_type=sa.String(64), type_=sa.String(255))
    fernet = _fernet()
    _each_secret(lambda secret: fernet.encrypt(secret.encode()).decode())


def downgrade():
    """The app's codes and the recovery codes are left."""
    fernet = _fernet()
    _each_secret(lambda secret: fernet.decrypt(secret).decode())
    with op.batch_alter_table("second_step") as batch:
        batch.alter_column("secret", existing_type=sa.String(255), type_=sa.String(64))
    op.drop_table("used_challenge")
    op.drop_table("passkey")


def _fernet():
    config = current_app.config
    return MultiFernet(map(_of_key, (config["SECRET_KEY"], *config["SECRET_KEY_FALLBACKS"])))


def _of_key(secret):
    info = b"secrets of authenticator apps"
    derived = HKDF(SHA256(), 32, salt=None, info=info).derive(secret.encode())
    return Fernet(urlsafe_b64encode(derived))


def _each_secret(changed):
    table = sa.table("second_step", sa.column("user_id"), sa.column("secret"))
    connection = op.get_bind()
    for user_id, secret in connection.execute(sa.select(table.c.user_id, table.c.secret)).all():
        row = sa.update(table).where(table.c.user_id == user_id)
        connection.execute(row.values(secret=changed(secret)))
