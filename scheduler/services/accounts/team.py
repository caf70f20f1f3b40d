"""Who belongs to an organisation, and in which role."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from scheduler.domain.accounts.roles import TeamRole
from scheduler.domain.people.names import as_name
from scheduler.errors import InvalidInput, NotFound, Rule, RuleBroken
from scheduler.models import ApiKey, Membership, OrganisingBody, User, db, transaction


def members_of(body_id: int) -> Sequence[Membership]:
    """Return the members in the order in which they joined, their accounts loaded."""
    return db.session.scalars(
        select(Membership)
        .join(Membership.user)
        .where(Membership.body_id == body_id)
        .options(db.contains_eager(Membership.user))
        .order_by(Membership.id)
    ).all()


def member_of(body_id: int, member_id: int) -> Membership:
    """Return one member. Raises NotFound for one of another organisation."""
    found = db.session.get(Membership, member_id)
    if found is None or found.body_id != body_id:
        raise NotFound("There is no such member.")
    return found


def change_role(body_id: int, member_id: int, role: str) -> Membership:
    """Give a member another role. Raises RuleBroken, rule TOO_FEW, for the last owner."""
    wanted = role_of(role)
    with transaction():
        lock_body(body_id)
        member = member_of(body_id, member_id)
        if wanted is not TeamRole.OWNER:
            _check_owner_stays(member)
        member.role = wanted
    return member


def remove_member(body_id: int, member_id: int) -> str:
    """End a membership and the keys that the member made; the account stays. Returns their name.

    Raises RuleBroken, rule TOO_FEW, for the last owner.
    """
    with transaction():
        lock_body(body_id)
        member = member_of(body_id, member_id)
        _check_owner_stays(member)
        name = member.user.name
        theirs = (ApiKey.body_id == body_id, ApiKey.user_id == member.user_id)
        for key in db.session.scalars(select(ApiKey).where(*theirs)):
            db.session.delete(key)
        db.session.delete(member)
    return name


def add_organisation(user: User, name: str, now: datetime) -> OrganisingBody:
    """Make another organisation that the user owns. Raises InvalidInput without a name."""
    if not as_name(name):
        raise InvalidInput("Enter the name of the organisation.", field="name")
    with transaction():
        body = OrganisingBody(name=as_name(name)[:200], contact_email=user.email, created_at=now)
        db.session.add(body)
        db.session.flush()
        db.session.add(Membership(user_id=user.id, body_id=body.id, role=TeamRole.OWNER))
    return body


def new_user(name: str, email: str, password_hash: str, now: datetime) -> User:
    """Add an account, in the caller's transaction."""
    user = User(
        name=name,
        email=email.strip().lower(),
        password=password_hash,
        active=True,
        fs_uniquifier=secrets.token_hex(16),
        created_at=now,
    )
    db.session.add(user)
    return user


def role_of(value: str) -> TeamRole:
    """Return the role of that name. Raises InvalidInput for one there is not."""
    try:
        return TeamRole(value)
    except ValueError:
        raise InvalidInput("Choose a role from the list.", field="role") from None


def lock_body(body_id: int) -> OrganisingBody:
    """Return the organisation; nobody else changes its team before the caller's commit."""
    wanted = select(OrganisingBody).where(OrganisingBody.id == body_id).with_for_update()
    return db.session.scalars(wanted.execution_options(populate_existing=True)).one()


def _check_owner_stays(member: Membership) -> None:
    owners = db.session.scalar(
        select(func.count())
        .select_from(Membership)
        .where(Membership.body_id == member.body_id, Membership.role == TeamRole.OWNER)
    )
    if member.role is TeamRole.OWNER and (owners or 0) < 2:
        raise RuleBroken(
            f"{member.user.name} is the only owner. Make somebody else an owner first.",
            Rule.TOO_FEW,
        )
