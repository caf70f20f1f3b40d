"""Working groups are proposed, looked at, changed by hand and taken back, by two organisers."""

import time_machine
from flask import Flask

from scheduler.domain.accounts.roles import TeamRole
from scheduler.domain.states import JobKind
from scheduler.models import Event, db
from scheduler.services.afterwards.working_groups.board import groups_now
from scheduler.services.afterwards.working_groups.proposing import run_groups
from scheduler.services.background.jobs import latest_job
from tests.builders import Account, make_people
from tests.builders.accounts import make_member
from tests.builders.pages import ask, notices, number_of, page_of, texts

CARDS = ".working-group h2"


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


def test_groups_are_proposed_changed_and_taken_back(
    app: Flask, event: Event, owner: Account
) -> None:
    people = make_people(event, 7)
    for place, person in enumerate(people):
        person.priorities, person.organisation = event.priority_areas[:1], f"Org {place}"
    other = make_member(app, owner.body_id, TeamRole.ORGANISER)
    base = f"/organise/events/{event.id}/after/groups"
    db.session.commit()
    assert texts(ask(owner.client, "GET", base), ".empty h2") == ["Not yet"]
    with time_machine.travel(event.ends_at, tick=False):
        wrong = {"smallest": "9", "largest": "3", "most": "1"}
        refused = ask(owner.client, "POST", f"{base}/propose", data=wrong)
        assert refused.status_code == 422
        assert ask(owner.client, "GET", f"{base}/person/{people[0].id}").status_code == 404
        _propose(event, owner, base)
        found = groups_now(event)
        assert found is not None
        person = f"{base}/person/{min(found.placing)}"
        db.session.commit()
        page = ask(owner.client, "GET", base)
        assert texts(page, CARDS) == ["Mental wellbeing 6 people"]
        assert texts(page, ".hero-meaning") == ["people are in 1 group, of at most 6 who could be"]
        assert number_of(page, ".working-group li") == 6
        seen = ask(other.client, "GET", person)
        out = {"to": "none", "version": _version(seen)}
        assert ask(owner.client, "POST", person, data=out).status_code == 303
        page = ask(owner.client, "GET", base)
        assert (notices(page), texts(page, CARDS)) == (
            ["Taken out of the groups."],
            ["Mental wellbeing 5 people"],
        )
        # The other organiser's page is old by now.
        ask(other.client, "POST", person, data=out)
        page = ask(other.client, "GET", base)
        assert texts(page, ".notice.bad")[0].startswith("Somebody has changed the groups meanwhile")
        ask(other.client, "POST", f"{base}/undo", data={"version": _version(page)})
        assert texts(ask(other.client, "GET", base), CARDS) == ["Mental wellbeing 6 people"]


def test_a_group_that_is_none_is_not_found(event: Event, owner: Account) -> None:
    people = make_people(event, 4)
    for person in people:
        person.priorities = event.priority_areas[:1]
    base = f"/organise/events/{event.id}/after/groups"
    there = f"{base}/person/{people[0].id}"
    db.session.commit()
    with time_machine.travel(event.ends_at, tick=False):
        _propose(event, owner, base)
        version = _version(ask(owner.client, "GET", there))
        for to in ("", "1-Cars", "0-Mental wellbeing", "99-Mental wellbeing", "x"):
            data = {"to": to, "version": version}
            assert ask(owner.client, "POST", there, data=data).status_code == 404
    found = groups_now(event)
    assert found is not None
    assert len(found.placing) == 4


def _version(page: object) -> str:
    field = page_of(page).select_one("main input[name=version]")  # type: ignore[arg-type]
    assert field is not None
    return str(field["value"])
