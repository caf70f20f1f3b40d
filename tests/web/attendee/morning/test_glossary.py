"""Somebody explains a word on their phone; the organiser shows it, on phones and on paper."""

from flask.testing import FlaskClient

from scheduler.models import Event, db
from scheduler.services.morning.glossary import glossary_of
from tests.builders import Account, make_attendee, make_plan
from tests.builders.pages import ask, errors_of, page_of, texts


def test_from_a_phone_to_everybody_and_the_host_sheets(
    event: Event, owner: Account, client: FlaskClient
) -> None:
    ann, bo = make_attendee(event, "Ann Lee", "Voluntary"), make_attendee(event, "Bo Ek", "Public")
    plan = make_plan(event, [{1: [ann, bo]}])
    paper = f"/organise/events/{event.id}/rounds/plans/{plan.number}/print/hosts"
    of_ann, of_bo = (f"/me/{person.token}/glossary" for person in (ann, bo))
    words = f"/organise/events/{event.id}/words"
    db.session.commit()
    assert errors_of(ask(client, "POST", of_ann, data={"term": "IJB"})) == ["Say what it means."]
    data = {"term": "IJB", "meaning": "Integration joint board"}
    assert ask(client, "POST", of_ann, data=data).status_code == 303
    assert texts(page_of(ask(client, "GET", of_bo)), "dd") == []
    assert texts(page_of(ask(client, "GET", of_ann)), "dd") == ["Integration joint board"]
    (found,) = glossary_of(event)
    act = f"{words}/{found.id}/act"
    page = page_of(ask(owner.client, "GET", words))
    assert texts(page, "[aria-labelledby=waiting] td[data-label]") == [
        "Integration joint board", "Ann Lee",
    ]  # fmt: skip
    db.session.commit()
    ask(owner.client, "POST", act, data={"act": "show"})
    page = page_of(ask(client, "GET", of_bo))
    assert (texts(page, "dt"), texts(page, "dd")) == (["IJB"], ["Integration joint board"])
    sheet = page_of(ask(owner.client, "GET", paper))
    assert texts(sheet, ".table-head + p") == ["IJB: Integration joint board"]
    db.session.commit()
    ask(owner.client, "POST", act, data={"act": "delete"})
    assert texts(page_of(ask(client, "GET", of_bo)), "dd") == []
