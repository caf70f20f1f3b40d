"""Emails that came back: found by address, noted once, taken back by hand."""

from pathlib import Path

import pytest
from flask import Flask

from scheduler.domain.states import MailState
from scheduler.errors import RuleBroken
from scheduler.jobs.maintenance import Maintenance
from scheduler.jobs.queue import Queue
from scheduler.models import Event, db
from scheduler.services.messages.outbox_views import lost
from scheduler.services.messages.words import returned
from tests.builders import NOW, Account, make_attendee, make_mail
from tests.imap_servers import PASSWORD, USER, imap_server


def test_the_latest_email_to_each_address_is_noted(event: Event, owner: Account) -> None:
    ann = make_attendee(event, "Ann Muir")
    for state in (MailState.SENT, MailState.SENT, MailState.QUEUED):
        make_mail(event, ann, state=state, recipient="ann.muir@example.org")
    found = returned.found_in(event, "ANN.muir@example.org, who@example.org")
    assert [mail.id for mail in found.mails] == [2]
    assert found.unknown == ("who@example.org",)
    assert returned.note_all(event, "ann.muir@example.org", owner.user, NOW) == 1
    assert lost(event) == 1
    db.session.commit()
    assert returned.note(event, 2, returned=False).state == MailState.SENT
    assert lost(event) == 0


def test_what_has_not_left_cannot_come_back(event: Event) -> None:
    mail = make_mail(event, make_attendee(event, "Ann Muir"), state=MailState.QUEUED)
    with pytest.raises(RuleBroken):
        returned.note(event, mail.id, returned=True)


def report(address: str, message_id: str = "") -> bytes:
    """A delivery report of one failed recipient, with the headers of the email."""
    original = f"Message-ID: {message_id}\n" if message_id else ""
    return (
        "Subject: Undelivered\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n"
        f"Final-Recipient: rfc822; {address}\nAction: failed\nStatus: 5.1.1\n\n"
        f"--b\nContent-Type: text/rfc822-headers\n\n{original}Subject: Hello\n--b--\n"
    ).encode()


def test_a_report_of_the_mailbox_is_about_the_email_with_its_message_id(event: Event) -> None:
    ann = make_attendee(event, "Ann Muir")
    first, second = (
        make_mail(event, ann, message=f"Message-ID: <{number}@us>\n\nHello".encode())
        for number in (1, 2)
    )
    address = str(ann.email).upper()
    assert not returned.note_report(report(address, "<9@us>"))
    assert not returned.note_report(report("who@example.org"))
    assert returned.note_report(report(address, "<1@us>"))
    assert (first.state, second.state) == (MailState.RETURNED, MailState.SENT)
    assert returned.note_report(report(address))
    assert (second.state, second.error) == (MailState.RETURNED, returned.CAME_BACK)
    assert not returned.note_report(b"Subject: Re: Hello\n\nThank you")


def test_a_worker_reads_them_by_imap(app: Flask, event: Event, tmp_path: Path) -> None:
    ann = make_attendee(event, "Ann Muir")
    mail = make_mail(event, ann, message=b"Message-ID: <1@us>\n\nHello")
    queue = Queue(app, f"sqlite:///{tmp_path / 'queue.db'}")
    Maintenance(queue).read_returns()
    with imap_server(b"Subject: Thank you\r\n\r\n", report(str(ann.email), "<1@us>")) as post:
        app.config.update(
            RETURNS_HOST="127.0.0.1", RETURNS_PORT=post.port, RETURNS_SECURITY="none",
            RETURNS_USER=USER, RETURNS_PASSWORD=PASSWORD,
        )  # fmt: skip
        Maintenance(queue).read_returns()
        assert post.seen == {2}
    db.session.refresh(mail)
    assert (mail.state, lost(event)) == (MailState.RETURNED, 1)
