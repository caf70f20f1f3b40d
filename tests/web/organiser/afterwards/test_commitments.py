"""What was promised, noted by the organiser and by the person, and what became of it."""

import time_machine

from scheduler.models import Event, db
from scheduler.services.afterwards.commitments import commitments_of
from tests.builders import Account, make_attendee
from tests.builders.pages import ask, page_of, said, texts


def test_the_organiser_notes_it_and_says_what_became_of_it(event: Event, owner: Account) -> None:
    ann = make_attendee(event, "Ann Lee")
    address = f"/organise/events/{event.id}/promises"
    who = ann.id
    db.session.commit()
    nothing = ask(owner.client, "POST", f"{address}/add", data={"who": who, "words": " "})
    assert nothing.status_code == 400
    data = {"who": who, "words": "Send the form", "due": "2027-01-08"}
    assert ask(owner.client, "POST", f"{address}/add", data=data).status_code == 303
    (found,) = commitments_of(event)
    one = f"{address}/{found.id}"
    for pressed in ({"state": "kept"}, {"told": "yes"}):
        db.session.commit()
        ask(owner.client, "POST", one, data=pressed)
    db.session.expire_all()
    (found,) = commitments_of(event)
    assert (found.what, found.state.value, found.told) == ("Send the form", "kept", True)
    page = page_of(ask(owner.client, "GET", address))
    cells = [said(cell) for cell in page.select("tbody td")][:2]
    assert cells == ["Send the form by 8 January", "kept"]


def test_somebody_adds_to_it_on_their_own_page_afterwards(event: Event, owner: Account) -> None:
    ann, bob = (make_attendee(event, name).token for name in ("Ann Lee", "Bob Ray"))
    over = event.ends_at
    db.session.commit()
    with time_machine.travel(over, tick=False):
        page = f"/me/{ann}"
        ask(owner.client, "POST", f"{page}/promises/add", data={"words": "Call the ward"})
        (found,) = commitments_of(event)
        db.session.commit()
        own = {"id": found.id, "state": "dropped"}
        assert ask(owner.client, "POST", f"/me/{bob}/promises/state", data=own).status_code == 404
        assert ask(owner.client, "POST", f"{page}/promises/state", data=own).status_code == 303
        shown = page_of(ask(owner.client, "GET", page)).select_one(
            "[aria-labelledby=promised-title]"
        )
        assert texts(shown, "li .quiet") == ["Dropped"]
