"""Two say yes to a working group, one says not now: who sees whom on their own pages."""

import time_machine

from scheduler.domain.states import JobKind
from scheduler.models import Attendee, Event, db
from scheduler.services.afterwards.working_groups.board import groups_now
from scheduler.services.afterwards.working_groups.proposing import run_groups
from scheduler.services.background.jobs import latest_job
from tests.builders import Account, mails, make_people
from tests.builders.pages import after, ask, notices, page_of, texts, words

SECTION = "[aria-labelledby=working-group-title]"


def _people(event: Event) -> list[Attendee]:
    names = ["Ann Adair", "Bea Boyle", "Cal Craig", "Dot Dunn"]
    people = make_people(event, names)
    for person in people:
        person.priorities = event.priority_areas[:1]
    db.session.commit()
    return people


def test_from_the_press_to_the_addresses_of_those_who_agreed(event: Event, owner: Account) -> None:
    people = _people(event)
    pages = [f"/me/{person.token}" for person in people]
    base = f"/organise/events/{event.id}/after/groups"
    sizes = {"smallest": "3", "largest": "6", "most": "1", "colleagues_apart": "y"}
    with time_machine.travel(event.ends_at, tick=False):
        ask(owner.client, "POST", f"{base}/propose", data=sizes)
        job = latest_job(event.id, JobKind.GROUPS)
        assert job is not None
        run_groups(job.id)
        # A draft is known to nobody: neither on their page nor by their own press.
        stranger = owner.client.application.test_client()
        assert texts(ask(stranger, "GET", pages[0]), SECTION) == []
        ask(stranger, "POST", f"{pages[0]}/working-group", data={"answer": "yes"})
        asking = ask(owner.client, "GET", f"{base}/ask")
        assert texts(asking, "h1") == ["Ask 4 people to take part?"]
        number = page_of(asking).select_one("main input[name=number]")
        assert number is not None
        done = ask(owner.client, "POST", f"{base}/ask", data={"number": number["value"]})
        assert done.status_code == 303
        assert len(mails()) == 4
        assert notices(ask(owner.client, "GET", f"{base}/ask")) == []
        for page, answer in zip(pages, ("yes", "yes", "not-now"), strict=False):
            said = stranger.post(f"{page}/working-group", data={"answer": answer})
            told = notices(after(stranger, said))
        assert told == ["Thank you. Noted: not now."]
        shown = [words(ask(stranger, "GET", page)) for page in pages]
        _nobody_sees_more_than_they_may(people, shown)
        standing = groups_now(event)
        assert standing is not None
        assert sorted(standing.declined) == [people[2].id]
        page = ask(owner.client, "GET", base)
        assert texts(page, "[aria-labelledby=declined] li") == ["Cal Craig , Craig Trust"]


def _nobody_sees_more_than_they_may(people: list[Attendee], shown: list[str]) -> None:
    """Ann and Bea see each other; nobody sees Cal or Dot, who see nobody."""
    sees = {
        (reader.name, other.name)
        for reader, page in zip(people, shown, strict=True)
        for other in people
        if other is not reader and (other.name in page or str(other.email) in page)
    }
    assert sees == {("Ann Adair", "Bea Boyle"), ("Bea Boyle", "Ann Adair")}
