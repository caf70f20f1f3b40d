"""One function per message. Attendees' messages are in `attendee_messages`."""

from datetime import datetime

from scheduler.domain.accounts.roles import TeamRole
from scheduler.domain.messages.email_kinds import PASSWORD_RESET
from scheduler.mail.letters import Letter, Sender, render_letter


def password_reset(recipient: str, sender: Sender, now: datetime, *, link: str) -> Letter:
    """The link with which an organiser chooses a new password."""
    return render_letter(PASSWORD_RESET, recipient, sender, now, link=link)


def password_changed(recipient: str, sender: Sender, now: datetime) -> Letter:
    """The notice that a password was changed."""
    return render_letter("password_changed", recipient, sender, now)


def account_address(
    recipient: str, sender: Sender, now: datetime, *, link: str, hours: int
) -> Letter:
    """The link with which an account's new address is confirmed, within so many hours."""
    return render_letter("account_address", recipient, sender, now, link=link, hours=hours)


def account_moved(recipient: str, sender: Sender, now: datetime) -> Letter:
    """The notice to the former address of an account that it has another now."""
    return render_letter("account_moved", recipient, sender, now)


def account_second_step(recipient: str, sender: Sender, now: datetime, *, on: bool) -> Letter:
    """The notice that two-step sign-in of an account was turned on, or off."""
    return render_letter("account_second_step", recipient, sender, now, on=on)


def account_way(recipient: str, sender: Sender, now: datetime, *, what: str, added: bool) -> Letter:
    """The notice that a way of two-step sign-in, such as "an app", was added, or removed."""
    return render_letter("account_way", recipient, sender, now, what=what, added=added)


def invitation(
    recipient: str,
    sender: Sender,
    now: datetime,
    *,
    body: str,
    inviter: str,
    role: TeamRole,
    until: datetime,
    link: str,
) -> Letter:
    """The invitation to help with an organisation's events; ``until`` is when the link ends."""
    return render_letter(
        "invitation",
        recipient,
        sender,
        now,
        body=body,
        inviter=inviter,
        role=role,
        until=until,
        link=link,
    )
