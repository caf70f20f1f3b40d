"""The second step of a sign-in: what an app on the phone shares with us, and codes on paper."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.models.database import Model, Moment


class SecondStep(Model):
    """An account's shared secret (RFC 6238), in base 32; nothing is asked until ``confirmed_at``.

    ``last_counter`` is the time step whose code was used last: no code counts twice.
    """

    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    secret: Mapped[str] = mapped_column(String(64))
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
