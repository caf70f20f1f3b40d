"""The page of the waiting list: what is said before anything is saved."""

from datetime import UTC, datetime, timedelta

from scheduler.models import Event, db
from tests.builders import Account, mails, make_attendee
from tests.builders.forms import as_posted
from tests.builders.pages import after, errors_of, notices, page_of, places, texts, words
from tests.web.organiser.events.setting_pages import ASKED, SIGNUP, TOO_FAR, save


def test_more_places_are_offered_only_after_the_page_has_said_to_whom(
    owner: Account, ahead: Event
) -> None:
    make_attendee(ahead, "Ann")
    cy = make_attendee(ahead, "Cy", state="waiting", waiting_since=datetime.now(UTC))
    save(owner, ahead, "sign-up", **SIGNUP | {"capacity": "1", "sure": "yes"})
    ahead.capacity, ahead.offer_hours = 1, 24
    db.session.commit()
    asked = save(owner, ahead, "sign-up", **SIGNUP | {"capacity": "3"})
    sentence = (
        "From the waiting list, Cy is offered a place for at most 24 hours. 1 email will be "
        "written but not sent: no email account is connected."
    )
    assert places(asked, sentence) == ["li"]
    assert mails() == []
    saved = owner.client.post(asked.request.path, data=as_posted(asked, ASKED) | {"sure": "yes"})
    assert notices(after(owner.client, saved)) == [
        "The sign-up settings are saved. 1 email is written but not sent: no email "
        "account is connected."
    ]
    db.session.refresh(cy)
    assert (cy.state, mails()) == ("offered", [("offer", "cy@example.org")])
    db.session.commit()
    page = words(owner.client.get(f"/organise/events/{ahead.id}/waiting-list"))
    assert texts(page, "p.numbers") == ["2 of 3 places taken , 1 of them offered · 0 waiting"]


def test_held_places_need_a_day_and_releasing_them_asks_first(owner: Account, ahead: Event) -> None:
    make_attendee(ahead, "Ann")
    bo = make_attendee(ahead, "Bo", state="waiting", waiting_since=datetime.now(UTC))
    ahead.capacity = 2
    private = next(sector.id for sector in ahead.sectors if sector.name == "Private")
    db.session.commit()
    held = {f"held_{private}": "1"}
    assert errors_of(save(owner, ahead, "waiting-list", **held)) == [
        "Choose until when these places are held."
    ]
    slip = save(owner, ahead, "waiting-list", **held, held_until="2926-12-04T09:00")
    assert errors_of(slip) == [TOO_FAR]
    field = page_of(slip).select_one("[name=held_until]")
    assert field is not None
    assert (field["min"], field["max"]) == ("2000-01-01T00:00", "2036-11-20T23:59")
    until = datetime.now(UTC) + timedelta(days=3)
    typed, told = until.strftime("%Y-%m-%dT12:00"), f"{until:%A} {until.day} {until:%B}, 12:00"
    saved = save(owner, ahead, "waiting-list", **held, held_until=typed, offer_hours="5")
    page = after(owner.client, saved)
    assert notices(page) == ["The waiting list’s settings are saved."]
    assert texts(page, "p.notice") == [
        f"1 place is free, but held until {told} (1 for Private): Bo still waits."
    ]
    let_go = dict.fromkeys((*held, "held_until"), "")
    asked = save(owner, ahead, "waiting-list", **let_go, offer_hours="5")
    assert places(asked, "Bo is offered a place for at most 5 hours") == ["li"]
    db.session.refresh(bo)
    assert bo.state == "waiting"
