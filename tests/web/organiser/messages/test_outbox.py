"""The outbox: what was written, what failed and why, and trying again."""

import pytest
from flask import Flask

from scheduler.mail.letters import Sender
from scheduler.mail.messages import password_changed
from scheduler.models import Event, OutgoingMail, db
from scheduler.services.messages import outbox
from tests.builders import NOW, Account
from tests.builders.pages import title, words


def add_mail(event: Event, recipient: str, **changes: object) -> int:
    letter = password_changed(recipient, Sender("Paisley", "events@example.org"), NOW)
    mail = outbox.post(letter, NOW, body_id=event.body_id, event_id=event.id)
    for name, value in changes.items():
        setattr(mail, name, value)
    db.session.commit()
    return mail.id


def mail_of(mail_id: int) -> OutgoingMail:
    mail = db.session.get_one(OutgoingMail, mail_id, populate_existing=True)
    # An open transaction would hold the write lock of SQLite against the application.
    db.session.rollback()
    return db.session.merge(mail, load=False)


@pytest.fixture
def page(event: Event) -> str:
    return f"/organise/events/{event.id}/outbox"


def test_an_empty_outbox_says_what_comes_here(owner: Account, page: str) -> None:
    answer = owner.client.get(page)
    assert (answer.status_code, title(answer)) == (200, "Outbox")
    assert "No mail yet" in words(answer)


def test_without_a_mail_server_it_says_that_nothing_leaves(owner: Account, page: str) -> None:
    assert "No mail server is set, so nothing leaves this machine." in words(owner.client.get(page))


def test_with_a_mail_server_it_does_not(app: Flask, owner: Account, page: str) -> None:
    app.config["SMTP_HOST"] = "mail.example.org"
    assert "nothing leaves this machine" not in words(owner.client.get(page))


def test_every_mail_is_listed_with_its_state_and_reason(
    owner: Account, event: Event, page: str
) -> None:
    add_mail(event, "ann@example.org", state="sent", sent_at=NOW)
    add_mail(event, "ben@example.org", state="failed", error="TimeoutError: timed out")
    text = words(owner.client.get(page))
    assert "All 2 Sent 1 Failed 1" in text
    ann, ben = text.index("ann@example.org"), text.index("ben@example.org")
    assert ben < ann
    assert "failed TimeoutError: timed out" in text[ben:ann]
    assert "written to file" in text[ann:]


def test_one_state_can_be_seen_alone(owner: Account, event: Event, page: str) -> None:
    add_mail(event, "ann@example.org", state="sent")
    add_mail(event, "ben@example.org", state="failed")
    text = words(owner.client.get(f"{page}?state=failed"))
    assert ("ann@example.org" in text, "ben@example.org" in text) == (False, True)


def test_long_lists_come_in_pages(owner: Account, event: Event, page: str) -> None:
    for number in range(101):
        add_mail(event, f"person{number}@example.org", state="sent")
    assert "Page 1 of 2" in words(owner.client.get(page))
    second = owner.client.get(f"{page}?page=2")
    assert second.text.count("<tr>") == 2
    assert "Page 2 of 2" in words(owner.client.get(f"{page}?page=99"))


def test_one_mail_shows_its_words_and_comes_as_a_file(
    owner: Account, event: Event, page: str
) -> None:
    mail_id = add_mail(event, "ann@example.org", state="sent", sent_at=NOW)
    mail = mail_of(mail_id)
    answer = owner.client.get(f"{page}/{mail_id}")
    assert title(answer) == mail.subject
    assert "ann@example.org" in words(answer)
    assert "Try again now" not in words(answer)
    file = owner.client.get(f"{page}/{mail_id}.eml")
    assert (file.mimetype, file.data) == ("message/rfc822", mail.message)
    assert file.headers["Content-Disposition"] == f'attachment; filename="mail-{mail_id}.eml"'


def test_a_failed_mail_is_tried_again(app: Flask, owner: Account, event: Event, page: str) -> None:
    mail_id = add_mail(
        event, "ann@example.org", state="failed", attempts=8, claimed_at=NOW, error="OSError: no"
    )
    assert "Try again now" in words(owner.client.get(f"{page}/{mail_id}"))
    answer = owner.client.post(f"{page}/{mail_id}/retry")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{page}/{mail_id}")
    app.extensions["queue"].run_pending()
    mail = mail_of(mail_id)
    assert (mail.state, mail.attempts, mail.error) == ("sent", 1, "")


def test_a_mail_that_left_is_not_sent_twice(owner: Account, event: Event, page: str) -> None:
    mail_id = add_mail(event, "ann@example.org", state="sent", sent_at=NOW)
    refused = owner.client.post(f"{page}/{mail_id}/retry")
    assert refused.status_code == 409
    assert "This email has left already; it is not sent twice." in words(refused)
    assert mail_of(mail_id).state == "sent"


def test_another_bodys_mail_is_not_there(stranger: Account, event: Event, page: str) -> None:
    mail_id = add_mail(event, "ann@example.org", state="failed")
    for path in ("", f"/{mail_id}", f"/{mail_id}.eml"):
        assert stranger.client.get(page + path).status_code == 404
    assert stranger.client.post(f"{page}/{mail_id}/retry").status_code == 404


def test_a_mail_of_another_event_is_not_there(
    owner: Account, stranger: Account, event: Event, page: str
) -> None:
    from tests.builders import make_event

    other = make_event(owner.body_id)
    mail_id = add_mail(other, "ann@example.org", state="sent")
    assert owner.client.get(f"{page}/{mail_id}").status_code == 404
