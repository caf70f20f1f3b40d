"""Calling an event off: the pages of the organiser, and what the others see."""

from flask.testing import FlaskClient

from scheduler.models import Event, db
from tests.builders import Account, mails, make_attendee, make_plan
from tests.builders.pages import after, notices, number_of, places, texts, title, words


def url(event: Event, place: str = "") -> str:
    return f"/organise/events/{event.id}/{place}"


def called_off(owner: Account, event: Event) -> str:
    owner.client.post(url(event, "people/links"))
    answer = owner.client.post(url(event, "call-off"), data={"words": "Snow. See you in May."})
    return after(owner.client, answer)


def test_the_settings_lead_there_and_the_page_says_what_it_does(
    owner: Account, event: Event
) -> None:
    make_attendee(event, "Ann Lee")
    owner.client.post(url(event, "people/links"))
    assert (
        number_of(owner.client.get(url(event, "details")), f'[href="{url(event, "call-off")}"]')
        == 1
    )
    page = owner.client.get(url(event, "call-off"))
    assert places(page, "1 email goes out, to everybody who has a place or waits") == ["li"]
    assert texts(page, "button.danger") == ["Call it off and send 1 email"]
    db.session.refresh(event)
    assert event.called_off_at is None


def test_the_overview_says_so_and_can_undo_it(owner: Account, event: Event) -> None:
    make_attendee(event, "Ann Lee")
    page = called_off(owner, event)
    assert notices(page) == [
        "1 email is written but not sent: no email account is connected.",
        "Health networking breakfast is called off. 1 email is written but not sent: "
        "no email account is connected.",
    ]
    overview = words(owner.client.get(url(event)))
    assert texts(overview, "p.event-title > span") == [
        "Fri 4 Dec 2026 · 08:30 London time · called off",
    ]
    assert texts(overview, "blockquote") == ["Snow. See you in May."]
    assert texts(overview, "main h2") == ["Called off"]
    assert texts(overview, ".next p.row a") == ["All people", "Emails sent", "Delete…"]
    assert "Anybody with this link can sign up" not in overview
    assert "Call the event off" not in words(owner.client.get(url(event, "details")))
    assert owner.client.get(url(event, "call-off")).status_code == 303
    page = after(owner.client, owner.client.post(url(event, "hold")))
    assert notices(page) == [
        "Health networking breakfast takes place after all. 1 email is written but "
        "not sent: no email account is connected.",
    ]
    assert texts(owner.client.get(url(event)), "#life") == ["The life of this breakfast"]
    assert [kind for kind, _ in mails()] == ["signed_up", "called_off", "event_changed"]


def test_the_public_page_and_the_personal_page_say_so(
    owner: Account, client: FlaskClient, event: Event
) -> None:
    ann = make_attendee(event, "Ann Lee")
    make_plan(event, [{1: [ann]}])
    called_off(owner, event)
    public = client.get(f"/e/{event.slug}/")
    # It is said once, before anything else, and nothing invites any more: no room, no way there.
    assert texts(public, ".poster-head > h1 + section") == [
        "This event has been called off Snow. See you in May. Questions? Write to "
        "olwen@example.org ."
    ]
    assert number_of(public, ".poster-room, .sign-up-panel, .when-where a") == 0
    assert 'name="organisation"' not in public.text
    assert client.post(f"/e/{event.slug}/sign-up").status_code in (400, 409)
    personal = client.get(f"/me/{ann.token}/")
    assert title(personal) == "Ann, this event has been called off"
    assert texts(personal, "h1 ~ p") == [
        "Snow. See you in May.",
        "Paisley Breakfasts called it off on Friday 20 November 2026. Is it still in your "
        "calendar? Delete the entry yourself. Questions? Write to olwen@example.org .",
    ]
    assert "Your rounds" not in words(personal)
    assert "Add to calendar" not in words(personal)
    # The script of the rounds has nothing to work on.
    assert "js/attendee/page.js" not in personal.text
