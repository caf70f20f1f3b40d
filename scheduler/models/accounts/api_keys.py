"""Keys with which programs of an organisation use the JSON API."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.domain.accounts.roles import TeamRole
from scheduler.models.accounts.users import User
from scheduler.models.database import Model, Moment, StateOf


class ApiKey(Model):
    """A key that a member made; only the hash of its secret is kept, and the last four letters.

    It acts for that member, with no more rights than its ``role`` and theirs both have, and ends
    with their membership. ``name`` says what uses it.
    """

    __table_args__ = (UniqueConstraint("body_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(
        ForeignKey("organising_body.id", ondelete="CASCADE"), index=True
    )
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    role: Mapped[TeamRole] = mapped_column(StateOf(TeamRole, 20))
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    ending: Mapped[str] = mapped_column(String(4))
    created_at: Mapped[datetime] = mapped_column(Moment)
    user: Mapped[User] = relationship()
