"""A project is noted from what was promised, changed, told in the report and deleted."""

import time_machine

from scheduler.domain.states import ProjectState
from scheduler.models import Event, db
from scheduler.services.afterwards.commitments import note_for_organiser
from scheduler.services.afterwards.projects import projects_of
from scheduler.services.afterwards.reports import begin_report
from tests.builders import NOW, Account, make_attendee, make_plan
from tests.builders.pages import ask, number_of, page_of, said, texts


def test_from_what_was_promised_to_the_report(event: Event, owner: Account) -> None:
    ann = make_attendee(event, "Ann Lee", "Voluntary", organisation="Threads")
    make_plan(event, [{1: [ann, make_attendee(event, "Bob Ray", "Public")]}])
    promise = note_for_organiser(event, ann.id, "A sewing room", None, NOW)
    begin_report(event)
    base, about = f"/organise/events/{event.id}", promise.id
    db.session.commit()
    page = page_of(ask(owner.client, "GET", f"{base}/promises"))
    link = page.select_one(f"#promise-{about} a")
    assert link is not None
    there = str(link["href"])
    form = page_of(ask(owner.client, "GET", there))
    assert [str(one.get("value")) for one in form.select("#title")] == ["A sewing room"]
    assert texts(form, "#partners") == ["Threads"]
    data = {"title": "A sewing room", "partners": "Threads\nRiverside", "state": "running"}
    data |= {"area": "Mental wellbeing", "funding": "Lottery", "outcome": "12 sew.", "told": "y"}
    refused = ask(owner.client, "POST", there, data=data | {"title": ""})
    assert (refused.status_code, texts(page_of(refused), "#partners")) == (
        400,
        ["Threads Riverside"],
    )
    assert ask(owner.client, "POST", there, data=data).status_code == 303
    (made,) = projects_of(event)
    assert (made.partners, made.state) == (["Threads", "Riverside"], ProjectState.RUNNING)
    one = f"{base}/projects/{made.id}"
    db.session.commit()
    # What was said has its project now.
    assert ask(owner.client, "GET", there).location == one
    with time_machine.travel(event.ends_at, tick=False):
        report = page_of(ask(owner.client, "GET", f"{base}/report"))
        cells = [said(cell) for cell in report.select("[aria-labelledby=grown] td")]
        assert cells == [
            "A sewing room 12 sew.", "Threads, Riverside", "Mental wellbeing. Lottery", "Under way",
        ]  # fmt: skip
        assert ask(owner.client, "GET", f"{base}/report/pdf").status_code == 200
        db.session.commit()
        assert ask(owner.client, "POST", f"{one}/remove").status_code == 303
        assert number_of(ask(owner.client, "GET", f"{base}/projects"), "tbody tr") == 0
