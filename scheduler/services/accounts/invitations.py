"""Inviting somebody to an organisation: an email with a link that works once, for a week."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Select, delete, select

from scheduler.domain.accounts.roles import TeamRole
from scheduler.domain.accounts.tokens import token_hash
from scheduler.domain.people.email_addresses import email_key, is_address, tidy_address
from scheduler.errors import InvalidInput, NotFound, Rule, RuleBroken
from scheduler.mail.letters import Sender
from scheduler.mail.messages import invitation
from scheduler.models import Invitation, Membership, OrganisingBody, User, db, transaction
from scheduler.models.database import changed_rows
from scheduler.services.accounts import team
from scheduler.services.messages import outbox
from scheduler.services.messages.mail_context import mail_context

LASTS: Final = timedelta(days=7)
MOST_OPEN: Final = 50
"""Invitations of one organisation that nobody has taken yet."""


def invite_member(body_id: int, email: str, role: str, by: User, now: datetime) -> Invitation:
    """Invite the address to the organisation; the email is written with it.

    An open invitation of that address is replaced, and its link ends. Raises InvalidInput for an
    address or a role that cannot be; RuleBroken, rule TAKEN, for a member and TOO_MANY for more
    than MOST_OPEN.
    """
    address, wanted = tidy_address(email), team.role_of(role)
    if not is_address(address):
        raise InvalidInput("Enter an email address such as name@example.org.", field="email")
    with transaction():
        body = team.lock_body(body_id)
        for member in team.members_of(body_id):
            if email_key(member.user.email) == email_key(address):
                sentence = f"{member.user.name} belongs to {body.name} already."
                raise RuleBroken(sentence, Rule.TAKEN, field="email")
        others = [one for one in open_invitations(body_id, now) if not _same(one, address)]
        if len(others) >= MOST_OPEN:
            raise RuleBroken(f"{MOST_OPEN} invitations are open. Withdraw some.", Rule.TOO_MANY)
        _forget_all(body_id, address)
        token = secrets.token_urlsafe(32)
        made = Invitation(
            body_id=body_id,
            email=address,
            role=wanted,
            token_hash=token_hash(token),
            invited_by=by.name,
            created_at=now,
            expires_at=now + LASTS,
        )
        db.session.add(made)
        _post_invitation(made, body, token, now)
    return made


def _post_invitation(made: Invitation, body: OrganisingBody, token: str, now: datetime) -> None:
    """Write the email with the link that ``token`` opens, in the caller's transaction."""
    context = mail_context()
    letter = invitation(
        made.email,
        Sender(body.name, context.mail_from, reply_to=body.contact_email),
        now,
        body=body.name,
        inviter=made.invited_by,
        role=made.role,
        until=made.expires_at,
        link=context.links.join(token),
    )
    outbox.post(letter, now, body_id=body.id)


def send_again(body_id: int, invitation_id: int, by: User, now: datetime) -> Invitation:
    """Write the email once more, with a fresh link that works for another week."""
    found = db.session.get(Invitation, invitation_id)
    if found is None or found.body_id != body_id:
        raise NotFound("There is no such invitation.")
    return invite_member(body_id, found.email, found.role, by, now)


def withdraw_invitation(body_id: int, invitation_id: int) -> bool:
    """End an invitation's link; False for one that was used or is gone already."""
    with transaction():
        mine = Invitation.body_id == body_id
        return changed_rows(delete(Invitation).where(Invitation.id == invitation_id, mine)) == 1


def open_invitations(body_id: int, now: datetime) -> Sequence[Invitation]:
    """Return the invitations that can still be taken, the oldest first."""
    wanted = select(Invitation).where(Invitation.body_id == body_id, Invitation.expires_at > now)
    return db.session.scalars(wanted.order_by(Invitation.id)).all()


def find_invitation(token: str, now: datetime) -> Invitation:
    """Return what the link invites to. Raises NotFound for a spent, withdrawn or old link."""
    found = db.session.scalar(_of(token, now))
    if found is None:
        raise NotFound(
            "This invitation was used or withdrawn, or is older than a week. If you have used it, "
            "sign in; if not, ask for a new one."
        )
    return found


def account_of(found: Invitation) -> User | None:
    """Return the account that the invited address has already."""
    return db.session.scalar(select(User).where(User.email == found.email.lower()))


def join_with_new_account(token: str, name: str, password_hash: str, now: datetime) -> User:
    """Make an account for the invited address and let it join, spending the link.

    Raises NotFound for a link that does not work, RuleBroken where the address has an account.
    """
    with transaction():
        found = _lock(token, now)
        if account_of(found) is not None:
            raise RuleBroken("You have an account already. Sign in to join.", Rule.TAKEN)
        user = team.new_user(name, found.email, password_hash, now)
        db.session.flush()
        _join(found, user)
    return user


def join_body(token: str, user: User, now: datetime) -> None:
    """Let an account join, spending the link; a member gets the role of the invitation if they

    are no owner. Raises NotFound for a link that does not work.
    """
    with transaction():
        _join(_lock(token, now), user)


def _join(found: Invitation, user: User) -> None:
    mine = Membership.user_id == user.id, Membership.body_id == found.body_id
    member = db.session.scalar(select(Membership).where(*mine))
    if member is None:
        db.session.add(Membership(user_id=user.id, body_id=found.body_id, role=found.role))
    elif member.role is not TeamRole.OWNER:
        member.role = found.role
    db.session.delete(found)


def _lock(token: str, now: datetime) -> Invitation:
    """The invitation, its organisation locked, so that two presses take it once."""
    team.lock_body(find_invitation(token, now).body_id)
    found = db.session.scalar(_of(token, now).execution_options(populate_existing=True))
    if found is None:
        raise NotFound("This invitation was used a moment ago. If that was you, sign in.")
    return found


def _of(token: str, now: datetime) -> Select[Invitation]:
    return select(Invitation).where(
        Invitation.token_hash == token_hash(token), Invitation.expires_at > now
    )


def _forget_all(body_id: int, address: str) -> None:
    for one in db.session.scalars(select(Invitation).where(Invitation.body_id == body_id)):
        if _same(one, address):
            db.session.delete(one)


def _same(one: Invitation, address: str) -> bool:
    return email_key(one.email) == email_key(address)
