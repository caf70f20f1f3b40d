"""Who runs events: users, organising bodies, and who belongs to which."""

from datetime import datetime

from flask_security.core import RoleMixin, UserMixin
from sqlalchemy import Column, ForeignKey, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.domain.accounts.roles import TeamRole
from scheduler.models.database import Base, Model, Moment, StateOf, Versioned

user_role = Table(
    "user_role",
    Base.metadata,
    Column("user_id", ForeignKey("user.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("role.id", ondelete="CASCADE"), primary_key=True),
)


class Role(Model, RoleMixin):
    """A site-wide role, as the sign-in library asks for; bodies use Membership."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    description: Mapped[str | None] = mapped_column(String(255))


class User(Model, UserMixin):
    """A person with an account. The password is an Argon2 hash."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password: Mapped[str] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    roles: Mapped[list[Role]] = relationship(secondary=user_role)  # type: ignore[assignment]
    memberships: Mapped[list["Membership"]] = relationship(back_populates="user")


class OrganisingBody(Versioned, Model):
    """The body that owns events; what another body owns does not exist for its members."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    contact_email: Mapped[str] = mapped_column(String(254))
    created_at: Mapped[datetime] = mapped_column(Moment)
    memberships: Mapped[list["Membership"]] = relationship(back_populates="body")


class Membership(Model):
    """A user's part in a body."""

    __table_args__ = (UniqueConstraint("user_id", "body_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    body_id: Mapped[int] = mapped_column(ForeignKey("organising_body.id", ondelete="CASCADE"))
    role: Mapped[TeamRole] = mapped_column(StateOf(TeamRole, 20))
    user: Mapped[User] = relationship(back_populates="memberships")
    body: Mapped[OrganisingBody] = relationship(back_populates="memberships")


class Invitation(Model):
    """Somebody is asked to join a body; only the hash of the link is kept.

    ``invited_by`` is the name of whoever asked, as it was.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(
        ForeignKey("organising_body.id", ondelete="CASCADE"), index=True
    )
    email: Mapped[str] = mapped_column(String(254))
    role: Mapped[TeamRole] = mapped_column(StateOf(TeamRole, 20))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    invited_by: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    body: Mapped[OrganisingBody] = relationship()


class SetupLink(Model):
    """The one-time link with which the first owner is created; only its hash is kept."""

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class SignIn(Model):
    """A browser in which a user is signed in; only the hash of what it carries is kept."""

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    browser: Mapped[str] = mapped_column(String(80))
    began_at: Mapped[datetime] = mapped_column(Moment)


class ResetRequest(Model):
    """Somebody asked for a link to choose a new password; a worker answers, or does not.

    ``base`` is the address of the server that was asked, without a slash at its end.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    base: Mapped[str] = mapped_column(String(300))
    asked_at: Mapped[datetime] = mapped_column(Moment)
