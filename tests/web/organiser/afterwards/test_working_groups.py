"""Working groups are proposed, looked at, and changed on their board by two organisers."""

from collections.abc import Iterator

import pytest
import time_machine
from bs4 import Tag
from flask import Flask
from flask.testing import FlaskClient

from scheduler.domain.accounts.roles import TeamRole
from scheduler.domain.states import JobKind
from scheduler.models import Attendee, Event, db
from scheduler.services.afterwards.working_groups.board import groups_now
from scheduler.services.afterwards.working_groups.proposing import run_groups
from scheduler.services.background.jobs import latest_job
from tests.builders import Account, make_people
from tests.builders.accounts import make_member
from tests.builders.pages import after, ask, notices, number_of, page_of, said, texts

CARDS = ".group-card:not(.outside) h2"
IN, OUT = ":1-Mental wellbeing", ":none"


@pytest.fixture
def people(event: Event) -> list[Attendee]:
    """Seven people who chose one area, each of an organisation of their own."""
    found = make_people(event, 7)
    for place, person in enumerate(found):
        person.priorities, person.organisation = event.priority_areas[:1], f"Org {place}"
    db.session.commit()
    return found


@pytest.fixture
def base(event: Event, people: list[Attendee]) -> Iterator[str]:
    """The address of the groups; the event is over."""
    with time_machine.travel(event.ends_at, tick=False):
        yield f"/organise/events/{event.id}/after/groups"


def test_who_chose_which_area_is_seen_before_groups_are_made(
    event: Event, owner: Account, base: str
) -> None:
    page = ask(owner.client, "GET", base)
    area, other = event.priority_areas
    assert texts(page, ".areas-chosen li") == [
        f"{area} 7 3 Voluntary, 2 Public, 2 Private", f"{other} 0",
    ]  # fmt: skip
    assert [len(row.select("svg")) for row in page_of(page).select(".areas-chosen li")] == [7, 0]


def _propose(event: Event, owner: Account, base: str) -> None:
    sizes = {"smallest": "3", "largest": "6", "most": "1", "colleagues_apart": "y"}
    assert ask(owner.client, "POST", f"{base}/propose", data=sizes).status_code == 303
    waiting = ask(owner.client, "GET", base)
    # With scripts the part asks for itself; without, the whole page.
    assert number_of(waiting, "#progress, script[src*=htmx], noscript meta") == 3
    assert number_of(ask(owner.client, "GET", f"{base}/progress"), "#progress") == 1
    job = latest_job(event.id, JobKind.GROUPS)
    assert job is not None
    run_groups(job.id)
    made = ask(owner.client, "GET", f"{base}/progress")
    assert made.headers["HX-Redirect"] == base


def _placed(event: Event) -> list[Attendee]:
    """Whoever is in a group."""
    found = groups_now(event)
    assert found is not None
    people = [found.people[key] for key in sorted(found.placing)]
    db.session.commit()
    return people


def _press(client: FlaskClient, base: str, what: str, **fields: object) -> list[str]:
    """Send a form of the board; return what the page then says."""
    return notices(after(client, client.post(f"{base}/{what}", data=fields)))


def _changes(client: FlaskClient, base: str) -> dict[str, str]:
    """The numbers of the changes that can be undone and made again."""
    page = page_of(ask(client, "GET", base))
    steps = page.select(".board-steps form")
    return {said(form.button).partition(":")[0].strip(): _field(form) for form in steps}


def _field(form: Tag) -> str:
    field = form.select_one("[name=edit]")
    assert field is not None
    return str(field["value"])


@pytest.mark.usefixtures("people")
def test_groups_are_proposed(event: Event, owner: Account) -> None:
    base = f"/organise/events/{event.id}/after/groups"
    assert texts(ask(owner.client, "GET", base), ".empty h2") == ["Not yet"]
    with time_machine.travel(event.ends_at, tick=False):
        wrong = {"smallest": "9", "largest": "3", "most": "1"}
        refused = ask(owner.client, "POST", f"{base}/propose", data=wrong)
        assert refused.status_code == 422
        assert ask(owner.client, "GET", f"{base}/effects").status_code == 404
        assert ask(owner.client, "GET", f"{base}/state").json == {
            "version": None, "draft": False, "improving": "",
        }  # fmt: skip
        _propose(event, owner, base)
        page = ask(owner.client, "GET", base)
        assert texts(page, CARDS) == ["Mental wellbeing 6 people, 12 pairs"]
        assert number_of(page, ".group-card > svg.round-table path.shape") == 6
        assert texts(page, "#outside") == ["In no group 1 person"]
        assert texts(page, ".board-figures dd")[0] == "6 of at most 6"
        # Whoever is chosen has each place to go to with its effect.
        chosen = ask(owner.client, "GET", f"{base}?person={_placed(event)[0].id}")
        assert number_of(chosen, "#move .places-to-go > li > .place-to-go") == 2


def test_two_organisers_move_people_and_neither_is_lost(
    app: Flask, event: Event, owner: Account, base: str
) -> None:
    other = make_member(app, owner.body_id, TeamRole.ORGANISER)
    _propose(event, owner, base)
    first, second, *_ = _placed(event)
    one, two = first.id, second.id
    state = ask(other.client, "GET", f"{base}/state").json
    seen = "1-Mental wellbeing"
    lifted = ask(owner.client, "GET", f"{base}/effects?person={one}").json
    assert lifted is not None
    (out,) = [option for option in lifted["to"] if option["to"] == OUT]
    assert (lifted["from"], out["where"], out["words"]) == (seen, "Out of the groups.", "−4 pairs")
    assert _press(owner.client, base, "move", person=one, seen=seen, to=OUT) == [
        f"{first.name} out of the groups (−4 pairs)."
    ]
    assert ask(other.client, "GET", f"{base}/state").json != state
    # The other organiser's page is older, and so is what it says of the second person: not wrong.
    assert _press(other.client, base, "move", person=two, seen=seen, to=OUT)[0].startswith(
        f"{second.name} out of the groups"
    )
    assert texts(ask(owner.client, "GET", base), CARDS) == ["Mental wellbeing 4 people, 5 pairs"]
    assert _press(other.client, base, "move", person=one, seen=seen, to=OUT)[0].startswith(
        f"{first.name} is in no group by now"
    )
    undo = _changes(owner.client, base)["Undo"]
    assert _press(owner.client, base, "undo", edit=undo) == [
        f"Undone: {second.name} out of the groups."
    ]
    assert _press(other.client, base, "undo", edit=undo)[0].startswith("Somebody has changed")
    assert _press(other.client, base, "redo", edit=_changes(other.client, base)["Redo"]) == [
        f"Done again: {second.name} out of the groups."
    ]
    assert texts(ask(owner.client, "GET", base), CARDS) == ["Mental wellbeing 4 people, 5 pairs"]


def test_places_are_exchanged_and_a_convenor_is_chosen(
    event: Event, owner: Account, people: list[Attendee], base: str
) -> None:
    _propose(event, owner, base)
    inside, *others = _placed(event)
    (outside,) = {*people} - {inside, *others}
    move = {"person": outside.id, "seen": "none", "to": f"{inside.id}{IN}"}
    (told,) = _press(owner.client, base, "move", **move)
    assert told.startswith(f"{outside.name} and {inside.name} changed places (")
    assert texts(ask(owner.client, "GET", base), ".outside .who bdi") == [inside.name]
    assert _press(owner.client, base, "convenor", person=outside.id) == [
        f"{outside.name} convenes Mental wellbeing."
    ]
    assert texts(ask(owner.client, "GET", base), ".group-card .who bdi")[0] == outside.name


def test_a_group_that_is_none_is_not_found(event: Event, owner: Account, base: str) -> None:
    _propose(event, owner, base)
    person = _placed(event)[0].id
    for to in ("", ":1-Cars", ":0-Mental wellbeing", ":99-Mental wellbeing", "x:none"):
        data = {"person": person, "seen": "1-Mental wellbeing", "to": to}
        assert ask(owner.client, "POST", f"{base}/move", data=data).status_code == 404
    assert texts(ask(owner.client, "GET", base), CARDS) == ["Mental wellbeing 6 people, 12 pairs"]
