"""Emails that came back after a mail server had taken them: noted by hand or from its reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from typing import Final

import structlog
from sqlalchemy import func, select
from sqlalchemy.orm import defer

from scheduler.domain.messages.returned import DeliveryReport, addresses_in, read_report
from scheduler.domain.people.email_addresses import email_key
from scheduler.domain.states import MailState
from scheduler.errors import RuleBroken
from scheduler.models import Event, OutgoingMail, User, db, transaction
from scheduler.services.messages.outbox_views import mail_of

CAME_BACK = "It came back to the sender."
MOST_LOOKED_AT: Final = 30
"""Emails to one address among which the one that came back is looked for."""

log = structlog.get_logger("crosstalk")


@dataclass(frozen=True, slots=True)
class Returns:
    """What a report tells: the emails it is about, and addresses that nobody of ours has."""

    mails: Sequence[OutgoingMail]
    unknown: tuple[str, ...]


def found_in(event: Event, text: str) -> Returns:
    """Return the latest email that was sent to each address of the text; nothing is changed."""
    wanted = addresses_in(text)
    latest: dict[str, OutgoingMail] = {}
    mails = db.session.scalars(
        select(OutgoingMail)
        .where(OutgoingMail.event_id == event.id)
        .options(defer(OutgoingMail.message))
        .order_by(OutgoingMail.id)
    )
    known = set()
    for mail in mails:
        key = email_key(mail.recipient)
        known.add(key)
        if mail.state == MailState.SENT:
            latest[key] = mail
    return Returns(
        [latest[address] for address in wanted if address in latest],
        tuple(address for address in wanted if address not in known),
    )


def note_all(event: Event, text: str, actor: User, now: datetime) -> int:
    """Note that the emails of :func:`found_in` came back; return how many."""
    with transaction():
        mails = found_in(event, text).mails
        for mail in mails:
            mail.state, mail.error = MailState.RETURNED, CAME_BACK
    log.info("emails noted as returned", event_id=event.id, by=actor.id, emails=len(mails))
    return len(mails)


def note_report(content: bytes) -> bool:
    """Note what one message of the mailbox for returned emails reports; say whether it was ours.

    The email is known by its Message-ID; of a report without one, the latest email to the address
    is meant. Nothing is noted of an address that we have sent nothing to.
    """
    report = read_report(content)
    if report is None:
        return False
    with transaction():
        mails = [mail for address in report.failed if (mail := _sent_to(address, report))]
        for mail in mails:
            mail.state, mail.error = MailState.RETURNED, CAME_BACK
    log.info("report of returned emails read", emails=len(mails))
    return bool(mails)


def _sent_to(address: str, report: DeliveryReport) -> OutgoingMail | None:
    """The email that left for the address and that the report is about."""
    sent = (MailState.SENT, MailState.RETURNED)
    mails = db.session.scalars(
        select(OutgoingMail)
        .where(func.lower(OutgoingMail.recipient) == address.lower(), OutgoingMail.state.in_(sent))
        .order_by(OutgoingMail.id.desc())
        .limit(MOST_LOOKED_AT)
    ).all()
    if report.message_id:
        return next((mail for mail in mails if _id_of(mail) == report.message_id), None)
    return mails[0] if mails else None


def _id_of(mail: OutgoingMail) -> str:
    headers = message_from_bytes(mail.message, policy=policy.compat32)
    return "".join(str(headers.get("Message-ID", "")).split())


def note(event: Event, mail_id: int, *, returned: bool) -> OutgoingMail:
    """Note that one email came back, or that it did not after all.

    Raises RuleBroken for one that has not left.
    """
    mail = mail_of(event, mail_id)
    with transaction():
        db.session.refresh(mail, with_for_update=True)
        if mail.state not in (MailState.SENT, MailState.RETURNED):
            raise RuleBroken("This email has not left, so it cannot have come back.")
        mail.state = MailState.RETURNED if returned else MailState.SENT
        mail.error = CAME_BACK if returned else ""
    return mail
