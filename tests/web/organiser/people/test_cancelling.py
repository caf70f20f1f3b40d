"""Cancelling somebody: the page that asks first, and Undo."""

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler.models import Attendee, Event, db
from scheduler.services.registration.places import waiting_number
from tests.builders import NOW, SECOND, Account, mails, make_attendee, make_event
from tests.builders.forms import as_posted
from tests.builders.pages import after, hidden, notices, page_of, places, said, texts, title

NOT_SENT = "emails are written but not sent: no email account is connected."


def url(event: Event, place: str) -> str:
    return f"/organise/events/{event.id}/people{place}"


def full(owner: Account) -> tuple[Event, Attendee, Attendee, Attendee]:
    event = make_event(owner.body_id, capacity=1)
    ann = make_attendee(event, "Ann")
    bo = make_attendee(event, "Bo", state="waiting", waiting_since=NOW)
    cy = make_attendee(event, "Cy", state="waiting", waiting_since=NOW + SECOND)
    return event, ann, bo, cy


def buttons(answer: TestResponse) -> list[str]:
    return [said(button) for button in page_of(answer).select("main form button")]


def effects(answer: TestResponse) -> list[str]:
    return [said(effect) for effect in page_of(answer).select("ul.effects li")]


def undo(client: FlaskClient, event: Event) -> str:
    page = page_of(client.get(url(event, "")))
    form = page.select_one(".undo form")
    assert form is not None
    return after(client, client.post(str(form["action"])))


def test_the_page_names_who_gets_the_place_and_how_many_emails_leave(owner: Account) -> None:
    event, ann, *_ = full(owner)
    page = owner.client.get(url(event, f"/{ann.id}/cancel"))
    assert title(page) == "Cancel the sign-up of Ann?"
    assert effects(page)[:2] == [
        "From the waiting list, Bo gets a place, and is told by email.",
        "2 emails go out , one to Ann unless you take the tick away. Emails are not being "
        "sent yet: they wait in the outbox until then.",
    ]
    assert buttons(page) == ["Cancel the sign-up of Ann"]
    assert as_posted(page)["tell"] == ["yes"]
    assert mails() == []
    db.session.refresh(ann)
    assert ann.state == "placed"


def test_undo_gives_the_very_place_back(owner: Account) -> None:
    event, ann, bo, cy = full(owner)
    there = url(event, f"/{ann.id}/cancel")
    data = {"tell": "yes", "moving": hidden(owner.client.get(there), "moving")}
    page = after(owner.client, owner.client.post(there, data=data))
    assert places(
        page,
        f"Ann’s sign-up is cancelled. 2 {NOT_SENT} From the waiting list, Bo moved up; Undo takes "
        "that back. Undo writes 2 emails.",
    ) == ["span"]
    assert places(undo(owner.client, event), f"Ann has a place again, as before. 2 {NOT_SENT}") == [
        "div.notice.good"
    ]
    db.session.expire_all()
    assert (ann.state, waiting_number(bo), waiting_number(cy)) == ("placed", 1, 2)


def test_a_place_that_is_offered_is_not_said_to_be_given(owner: Account) -> None:
    event, ann, *_ = full(owner)
    event.offer_hours = 24
    db.session.commit()
    page = owner.client.get(url(event, f"/{ann.id}/cancel"))
    assert effects(page)[0] == (
        "From the waiting list, Bo is offered a place for at most 24 hours, and is told by email."
    )
    data = {"tell": "no", "moving": hidden(page, "moving")}
    done = after(owner.client, owner.client.post(url(event, f"/{ann.id}/cancel"), data=data))
    told = "From the waiting list, Bo is offered the place; Undo takes that back."
    assert places(done, told) == ["span"]


def test_who_is_not_told_of_the_cancellation_is_not_told_of_undo(
    owner: Account, event: Event
) -> None:
    ann = make_attendee(event, "Ann")
    page = owner.client.get(url(event, f"/{ann.id}/cancel"))
    assert effects(page)[1].startswith("1 email goes out , one to Ann unless")
    data = {"moving": hidden(page, "moving")}
    gone = after(owner.client, owner.client.post(url(event, f"/{ann.id}/cancel"), data=data))
    assert texts(gone, "div.undo span") == ["Ann’s sign-up is cancelled. No emails were sent."]
    assert texts(gone, "p.numbers") == ["0 of 40 places taken"]
    assert texts(undo(owner.client, event), "p.numbers") == ["1 of 40 places taken"]
    assert mails() == []


def test_a_queue_that_changed_is_shown_before_anybody_moves(owner: Account) -> None:
    event, ann, *_ = full(owner)
    answer = owner.client.post(url(event, f"/{ann.id}/cancel"), data={"tell": "no", "moving": ""})
    assert answer.status_code == 409
    assert texts(answer, "div.bad") == [
        "The waiting list has changed meanwhile: see who would get the place now."
    ]
    assert hidden(answer, "moving") != ""
    db.session.refresh(ann)
    assert (ann.state, mails()) == ("placed", [])


def test_undo_that_would_take_a_confirmed_place_says_so(owner: Account) -> None:
    event, ann, bo, _ = full(owner)
    there = url(event, f"/{ann.id}/cancel")
    owner.client.post(there, data={"tell": "no", "moving": str(bo.id)})
    bo.confirmed_at = NOW
    db.session.commit()
    assert notices(undo(owner.client, event)) == [
        "Bo got the place and has confirmed it since. Restore the sign-up on its own "
        "page: there you can also raise the capacity by one place."
    ]
    db.session.refresh(ann)
    assert ann.state == "cancelled"


def test_a_sign_up_of_long_ago_is_restored_on_its_own_page(owner: Account, event: Event) -> None:
    ann = make_attendee(event, "Ann")
    owner.client.post(url(event, f"/{ann.id}/cancel"), data={"tell": "yes"})
    answer = owner.client.post(url(event, f"/{ann.id}/restore"), data={"tell": "yes"})
    assert notices(after(owner.client, answer)) == [
        "Ann has a place again. 1 email is written but not sent: no email account is connected."
    ]
    assert mails() == [("cancelled", "ann@example.org"), ("signed_up", "ann@example.org")]
