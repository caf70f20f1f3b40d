"""Who has lost phone, passkeys and recovery codes: another owner helps, or the operator."""

from datetime import datetime

from sqlalchemy import ColumnElement, select

from scheduler.domain.accounts.roles import TeamRole
from scheduler.errors import Rule, RuleBroken
from scheduler.models import Membership, User, db, transaction
from scheduler.services.accounts.team import lock_body, member_of
from scheduler.services.accounts.two_steps.second_step import forget_second_step, is_on


def turn_off_for_member(body_id: int, member_id: int, actor: User, now: datetime) -> str:
    """Turn it off for a member who has lost phone and codes; return their name.

    Raises RuleBroken for oneself, and where the member belongs to an organisation that ``actor``
    does not own: its owners have not been asked.
    """
    with transaction():
        lock_body(body_id)
        user = member_of(body_id, member_id).user
        if user.id == actor.id:
            raise RuleBroken("For yourself, turn it off on your account page.")
        if not _bodies(user.id) <= _bodies(actor.id, Membership.role == TeamRole.OWNER):
            raise RuleBroken(
                f"{user.name} belongs to an organisation that you do not own. Ask whoever runs the "
                "server: it can be turned off there.",
                Rule.TAKEN,
            )
        forget_second_step(user, now)
        return user.name


def turn_off_by_operator(email: str, now: datetime) -> bool:
    """Turn it off for the account of that address; whether it was on."""
    with transaction():
        user = db.session.scalar(select(User).where(User.email == email.strip().lower()))
        if user is None or not is_on(user.id):
            return False
        forget_second_step(user, now)
        return True


def _bodies(user_id: int, *more: ColumnElement[bool]) -> set[int]:
    theirs = select(Membership.body_id).where(Membership.user_id == user_id, *more)
    return set(db.session.scalars(theirs))
