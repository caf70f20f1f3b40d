"""The second step of a sign-in: what an app shares with us, codes on paper, and passkeys."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.models.database import Model, Moment


class SecondStep(Model):
    """What an app shares with us (RFC 6238), sealed; nothing is asked until ``confirmed_at``.

    ``last_counter`` is the time step whose code was used last: no code counts twice.
    """

    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    secret: Mapped[str] = mapped_column(String(255))
    began_at: Mapped[datetime] = mapped_column(Moment)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    last_counter: Mapped[int | None] = mapped_column(BigInteger)


class RecoveryCode(Model):
    """A code that stands in for the app once; only its hash is kept."""

    __table_args__ = (UniqueConstraint("user_id", "code_hash"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class Passkey(Model):
    """A passkey of an account (WebAuthn), or a security key: only its public half is kept.

    ``transports`` are the ways by which browsers reach it, with commas. ``sign_count`` is what it
    counted last; many always say 0.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1023), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    transports: Mapped[str] = mapped_column(String(100))
    added_at: Mapped[datetime] = mapped_column(Moment)
    last_used_at: Mapped[datetime | None] = mapped_column(Moment)


class UsedChallenge(Model):
    """What a passkey has answered to already: no answer counts twice. Only its hash is kept."""

    challenge_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    used_at: Mapped[datetime] = mapped_column(Moment)
