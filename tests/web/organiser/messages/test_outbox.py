"""The outbox: what was written, what failed and why, and trying again."""

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from scheduler.jobs.queue import Task
from scheduler.mail.letters import Sender
from scheduler.mail.messages import password_changed
from scheduler.models import Event, OutgoingMail, db
from scheduler.services.messages import mail_server, outbox
from tests.builders import NOW, Account, make_event, make_mail
from tests.builders.pages import notices, number_of, page_of, places, texts, title, words


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
    assert texts(answer, "h2") == ["No emails yet"]


def test_without_a_mail_server_it_says_that_nothing_leaves(owner: Account, page: str) -> None:
    assert texts(owner.client.get(page), ".look-at") == [
        "Emails are not being sent yet: they are written here. Ask whoever set up Crosstalk to "
        "connect an email account, then press “Try all again”."
    ]


def test_with_a_mail_server_it_does_not(app: Flask, owner: Account, page: str) -> None:
    app.config["SMTP_HOST"] = "mail.example.org"
    assert number_of(owner.client.get(page), ".look-at") == 0


def rows(answer: TestResponse) -> list[tuple[str, str]]:
    """To whom each listed email is, and where it stands if it is not simply sent."""
    lines = page_of(answer).select(".outbox-lines > li")
    return [(texts(line, "bdi")[0], " ".join(texts(line, ".stands"))) for line in lines]


def test_every_email_is_listed_with_where_it_stands_and_why(
    owner: Account, event: Event, page: str
) -> None:
    add_mail(event, "ann@example.org", state="sent", sent_at=NOW)
    add_mail(event, "ben@example.org", state="refused", error="550 5.1.1 No such person")
    add_mail(event, "cay@example.org")
    add_mail(event, "dan@example.org", tried_since=NOW, error="451 Come back later")
    add_mail(event, "eve@example.org", state="unsent")
    add_mail(event, "fay@example.org", state="failed", error="Connection refused")
    answer = owner.client.get(page)
    assert rows(answer) == [
        ("fay@example.org", "given up Connection refused"),
        ("eve@example.org", "not sent: no email account is connected"),
        ("dan@example.org", "waiting 451 Come back later"),
        ("cay@example.org", "waiting"),
        ("ben@example.org", "refused 550 5.1.1 No such person"),
        ("ann@example.org", ""),
    ]


def test_one_state_can_be_seen_alone(owner: Account, event: Event, page: str) -> None:
    add_mail(event, "ann@example.org", state="sent")
    add_mail(event, "ben@example.org", state="failed")
    failed = owner.client.get(f"{page}?state=failed")
    assert [address for address, _ in rows(failed)] == ["ben@example.org"]


def test_long_lists_come_in_pages(owner: Account, event: Event, page: str) -> None:
    for number in range(101):
        add_mail(event, f"person{number}@example.org", state="sent")
    assert texts(owner.client.get(page), "nav.row span") == ["Page 1 of 2"]
    second = owner.client.get(f"{page}?page=2")
    assert len(rows(second)) == 1
    assert texts(owner.client.get(f"{page}?page=99"), "nav.row span") == ["Page 2 of 2"]


def test_one_mail_shows_its_words_and_comes_as_a_file(
    owner: Account, event: Event, page: str
) -> None:
    mail_id = add_mail(event, "ann@example.org", state="sent", sent_at=NOW)
    mail = mail_of(mail_id)
    answer = owner.client.get(f"{page}/{mail_id}")
    assert title(answer) == mail.subject
    assert texts(answer, "dd") == [
        "ann@example.org",
        "Friday 20 November 2026, 09:00",
        "sent Friday 20 November 2026, 09:00",
    ]
    assert "Try again now" not in words(answer)
    file = owner.client.get(f"{page}/{mail_id}.eml")
    assert (file.mimetype, file.data) == ("message/rfc822", mail.message)
    assert file.headers["Content-Disposition"] == f'attachment; filename="mail-{mail_id}.eml"'


def test_a_failed_mail_is_tried_again(app: Flask, owner: Account, event: Event, page: str) -> None:
    mail_id = add_mail(
        event, "ann@example.org", state="failed", attempts=8, tried_since=NOW, error="No way"
    )
    assert texts(owner.client.get(f"{page}/{mail_id}"), "button.primary") == ["Try again now"]
    answer = owner.client.post(f"{page}/{mail_id}/retry")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{page}/{mail_id}")
    app.extensions["queue"].run_pending()
    mail = mail_of(mail_id)
    assert (mail.state, mail.attempts, mail.error) == ("unsent", 9, "")


def test_an_email_held_back_can_be_sent_alone(
    app: Flask, owner: Account, event: Event, page: str
) -> None:
    mail_id = add_mail(event, "ann@example.org", state="held")
    assert "Try all again…" not in words(owner.client.get(page))
    assert texts(owner.client.get(f"{page}/{mail_id}"), "button.primary") == ["Try again now"]
    owner.client.post(f"{page}/{mail_id}/retry")
    app.extensions["queue"].run_pending()
    assert mail_of(mail_id).state == "unsent"


@pytest.fixture
def stuck(event: Event) -> list[int]:
    """Five emails of which two can be tried again, a third once there is a mail server."""
    return [
        add_mail(event, "ann@example.org", state="sent", sent_at=NOW),
        add_mail(event, "ben@example.org", state="refused", tried_since=NOW, error="550 No"),
        add_mail(event, "cay@example.org"),
        add_mail(event, "dan@example.org", tried_since=NOW, next_try_at=NOW, error="451 Later"),
        add_mail(event, "eve@example.org", state="unsent"),
    ]


@pytest.mark.parametrize(
    ("host", "number", "effects"),
    [
        (None, 2, ["1 waiting", "1 refused"]),
        (
            "mail.example.org",
            3,
            ["1 waiting", "1 refused", "1 not sent: no email account is connected"],
        ),
    ],
)
def test_all_that_has_not_left_is_tried_again_after_a_question_with_its_number(
    app: Flask,
    owner: Account,
    event: Event,
    page: str,
    stuck: list[int],
    host: str | None,
    number: int,
    effects: list[str],
) -> None:
    app.config["SMTP_HOST"] = host
    assert places(owner.client.get(page), f"Try all again… ({number})") == ["a.button"]
    before = [mail_of(mail_id).state for mail_id in stuck]
    asked = owner.client.get(f"{page}/try-again")
    assert title(asked) == f"Try {number} emails again?"
    found = BeautifulSoup(asked.text, "html.parser").select(".effects li")
    assert [each.text.strip() for each in found][:-2] == effects
    assert [mail_of(mail_id).state for mail_id in stuck] == before

    done = owner.client.post(f"{page}/try-again", follow_redirects=True)
    assert places(done, f"{number} emails are tried again.") == ["div.notice.good"]
    after = [mail_of(mail_id) for mail_id in stuck]
    last = "queued" if host else "unsent"
    assert [mail.state for mail in after] == ["sent", "queued", "queued", "queued", last]
    assert {(mail.tried_since, mail.next_try_at, mail.error) for mail in after[1:4]} == {
        (None, None, "")
    }
    # The trip to the queue is the same as for new emails; a second yes finds nothing.
    assert app.extensions["queue"].lanes[Task.DELIVER_MAIL].pending_count() >= number
    assert owner.client.get(f"{page}/try-again").status_code == 303
    again = owner.client.post(f"{page}/try-again", follow_redirects=True)
    assert notices(again) == ["0 emails are tried again."]


def test_trying_all_again_leaves_other_events_alone(
    owner: Account, event: Event, page: str
) -> None:
    other = add_mail(make_event(owner.body_id), "ann@example.org", state="refused")
    owner.client.post(f"{page}/try-again")
    assert mail_of(other).state == "refused"


@pytest.fixture
def server_away(app: Flask) -> None:
    app.config["SMTP_HOST"] = "mail.example.org"
    mail_server.note_trouble("Connection refused", barred=False, failures=0)
    db.session.commit()


@pytest.mark.usefixtures("server_away")
def test_emails_that_wait_for_the_server_are_said_once_on_the_overview_and_in_the_outbox(
    owner: Account, event: Event, page: str
) -> None:
    overview = page.removesuffix("outbox")
    held_up = "the mail server is away. We try again at least every hour, for two days"
    assert held_up not in words(owner.client.get(overview))
    for name in ("ann", "ben"):
        add_mail(event, f"{name}@example.org")
    for address in (overview, page):
        assert words(owner.client.get(address)).count(f"2 emails wait: {held_up}") == 1


@pytest.mark.usefixtures("server_away")
def test_trying_again_does_not_wait_for_the_next_try(
    owner: Account, event: Event, page: str
) -> None:
    mail_id = add_mail(event, "ann@example.org", tried_since=NOW, error="Connection refused")
    assert mail_server.most_to_try() == 0
    db.session.rollback()
    owner.client.post(f"{page}/{mail_id}/retry")
    assert mail_server.most_to_try() == 1


def test_emails_that_did_not_arrive_are_on_the_checklist(
    owner: Account, event: Event, page: str
) -> None:
    add_mail(event, "ann@example.org", state="refused")
    text = words(owner.client.get(page.removesuffix("outbox")))
    assert texts(text, "ul.points .problem") == [
        "! Problem: 1 email did not arrive: the outbox says why. Look at the outbox"
    ]


def test_a_mail_that_left_is_not_sent_twice(owner: Account, event: Event, page: str) -> None:
    mail_id = add_mail(event, "ann@example.org", state="sent", sent_at=NOW)
    refused = owner.client.post(f"{page}/{mail_id}/retry")
    assert refused.status_code == 409
    assert texts(refused, "p") == [
        "This email has left already; it is not sent twice.",
        "All events",
    ]
    assert mail_of(mail_id).state == "sent"


def test_another_bodys_mail_is_not_there(stranger: Account, event: Event, page: str) -> None:
    mail_id = add_mail(event, "ann@example.org", state="failed")
    for path in ("", f"/{mail_id}", f"/{mail_id}.eml"):
        assert stranger.client.get(page + path).status_code == 404
    assert stranger.client.post(f"{page}/{mail_id}/retry").status_code == 404


def test_a_mail_of_another_event_is_not_there(
    owner: Account, stranger: Account, event: Event, page: str
) -> None:
    other = make_event(owner.body_id)
    mail_id = add_mail(other, "ann@example.org", state="sent")
    assert owner.client.get(f"{page}/{mail_id}").status_code == 404


def test_how_far_sending_is_stands_above_and_is_asked_for_until_it_is_done(
    app: Flask, owner: Account, event: Event, page: str
) -> None:
    app.config["SMTP_HOST"] = "mail.example.org"
    mails = [make_mail(event), make_mail(event, state="queued")]
    shown = owner.client.get(page)
    sentences = "#sending :is(h2, p:not(.small))"
    assert texts(words(shown), sentences) == ["Sending", "1 of 2 emails have left. 1 waiting."]
    mails[1].state = "sent"
    db.session.commit()
    done = owner.client.get(str(page_of(shown).select("#sending")[0]["hx-get"]))
    assert texts(words(done), sentences) == ["Sent", "2 of 2 emails have left."]
    assert page_of(done).select("[hx-get], progress") == []
    assert page_of(owner.client.get(page)).select("#sending") == []
