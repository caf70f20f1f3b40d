"""Assigning the rounds from the page: the button, the progress, the plan, and what can go wrong."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from scheduler.models import Event, Job, PairRule, Plan, db
from scheduler.services.background import jobs
from tests.builders import Account, make_attendee
from tests.builders.pages import notices, number_of, places, texts, title, words

PEOPLE = (("Ann", "Voluntary"), ("Ben", "Public"), ("Cy", "Private"), ("Di", "Voluntary"))


@pytest.fixture
def page(event: Event) -> str:
    return f"/organise/events/{event.id}/rounds"


@pytest.fixture
def people(event: Event) -> None:
    for name, sector in PEOPLE:
        make_attendee(event, name, sector)


def all_jobs() -> list[Job]:
    found = list(db.session.query(Job).order_by(Job.id).populate_existing())
    # An open transaction would hold the write lock of SQLite against the application.
    db.session.rollback()
    return found


def press(app: Flask, owner: Account, page: str) -> None:
    owner.client.post(f"{page}/assign")
    app.extensions["queue"].run_pending()


@pytest.mark.usefixtures("people")
def test_the_empty_page_says_what_the_button_will_do(owner: Account, page: str) -> None:
    answer = owner.client.get(page)
    assert (answer.status_code, title(answer)) == (200, "Rounds")
    text = words(answer)
    assert texts(text, "dl") == ["people 4 rounds 4 table of 4 1 minutes in all 40"]
    assert places(text, "It takes at most about 10 seconds, and nobody sees") == ["p"]
    assert answer.text.count(f'action="{page}/assign"') == 1


def test_with_nobody_there_is_no_button_but_what_to_do(owner: Account, page: str) -> None:
    answer = owner.client.get(page)
    assert texts(answer, "section.nobody a") == ["Go to the people"]
    assert f'action="{page}/assign"' not in answer.text


@pytest.mark.usefixtures("people")
def test_pressing_twice_starts_one_job(app: Flask, owner: Account, page: str) -> None:
    answers = [owner.client.post(f"{page}/assign") for _ in range(2)]
    assert [(a.status_code, a.headers["Location"]) for a in answers] == [(303, page)] * 2
    assert [job.state for job in all_jobs()] == ["queued"]


def test_what_cannot_be_planned_is_said_after_the_press(owner: Account, page: str) -> None:
    answer = owner.client.post(f"{page}/assign", follow_redirects=True)
    assert places(answer, "Nobody has a place yet.") == ["div.notice.bad"]
    assert all_jobs() == []


@pytest.mark.usefixtures("people")
def test_while_it_waits_and_runs_the_page_shows_progress(
    owner: Account, event: Event, page: str
) -> None:
    owner.client.post(f"{page}/assign")
    waiting = owner.client.get(page)
    assert texts(waiting, "#progress h2") == ["About to assign the rounds for 4 people"]
    assert number_of(waiting, 'meta[http-equiv="refresh"][content="2"]') == 1
    assert number_of(waiting, f'[hx-get="{page}/progress"]') == 1

    [job] = all_jobs()
    jobs.claim(job.id)
    report = {"seconds": 3.4, "limit": 10, "pairs": 4, "ceiling": 5, "level": "evenness"}
    jobs.beat(db.engine, job.id, 1, report)
    running = owner.client.get(f"{page}/progress", headers={"HX-Request": "true"})
    text = words(running)
    done = "Assigning the rounds for 4 people 4 of at most 5 possible links between sectors"
    assert places(text, done) == ["#progress section.card.progress-card"]
    assert texts(text, "p.quiet")[0] == "Now improving: evenness. 3 of at most 10 seconds."
    assert "<html" not in running.text


@pytest.mark.usefixtures("people")
def test_a_job_that_nobody_takes_is_explained(owner: Account, page: str) -> None:
    owner.client.post(f"{page}/assign")
    [job] = all_jobs()
    job.created_at = datetime.now(UTC) - timedelta(seconds=20)
    db.session.merge(job)
    db.session.commit()
    explained = "No background worker has taken this up yet. If it stays so, ask whoever"
    assert places(owner.client.get(page), explained) == ["#progress p"]


@pytest.mark.usefixtures("people")
def test_the_end_sends_the_page_to_the_plan(app: Flask, owner: Account, page: str) -> None:
    press(app, owner, page)
    fragment = owner.client.get(f"{page}/progress", headers={"HX-Request": "true"})
    assert (fragment.status_code, fragment.headers["HX-Redirect"]) == (200, page)
    without_script = owner.client.get(f"{page}/progress")
    assert (without_script.status_code, without_script.headers["Location"]) == (302, page)


@pytest.mark.usefixtures("people")
def test_the_plan_is_shown_with_its_score(app: Flask, owner: Account, page: str) -> None:
    press(app, owner, page)
    text = words(owner.client.get(page))
    assert texts(text, "#score") == ["5 new links between sectors, the most possible"]
    assert texts(text, "p.proof span") == [
        "Proven: no other seating does better, for the room or for the person who meets the fewest."
    ]
    assert texts(text, "div.room div") == [
        "Table 1 Voluntary: Ann Voluntary: Di Public: Ben Private: Cy"
    ]
    assert texts(text, "h3") == ["Round 1 08:45–08:53"]
    assert texts(text, "a.primary") == ["Publish these rounds…"]


@pytest.mark.usefixtures("people")
def test_stopping_before_it_began_says_so(app: Flask, owner: Account, page: str) -> None:
    owner.client.post(f"{page}/assign")
    answer = owner.client.post(f"{page}/stop", follow_redirects=True)
    assert texts(answer, "strong") == ["Stopped before it began."]
    app.extensions["queue"].run_pending()
    assert [job.state for job in all_jobs()] == ["cancelled"]


@pytest.mark.usefixtures("people")
def test_stopping_a_running_job_asks_it_to_keep_the_best(owner: Account, page: str) -> None:
    owner.client.post(f"{page}/assign")
    [job] = all_jobs()
    jobs.claim(job.id)
    answer = owner.client.post(f"{page}/stop", follow_redirects=True)
    assert notices(answer) == ["Stopping. The best so far is kept as a draft."]
    assert f'action="{page}/stop"' not in answer.text
    assert [job.stop_requested for job in all_jobs()] == [True]


@pytest.mark.usefixtures("people")
def test_contradictions_are_listed_with_where_to_change_them(
    app: Flask, owner: Account, event: Event, page: str
) -> None:
    ann, ben = (a for a in event_people(event) if a.name in ("Ann", "Ben"))
    for kind in ("apart", "must_meet"):
        db.session.add(PairRule(event_id=event.id, kind=kind, a_id=ann.id, b_id=ben.id))
    db.session.commit()
    press(app, owner, page)
    answer = owner.client.get(page)
    assert texts(answer, "strong") == ["The rules contradict each other, so there is no plan."]
    [job] = all_jobs()
    for sentence in job.progress["contradictions"]:
        assert places(answer, sentence) == ["li"]
    assert number_of(answer, f'[href="/organise/events/{event.id}/rules"]') == 1


@pytest.mark.usefixtures("people")
def test_a_contradiction_goes_when_its_rule_is_removed(
    app: Flask, owner: Account, event: Event, page: str
) -> None:
    press(app, owner, page)
    ann, ben = (a for a in event_people(event) if a.name in ("Ann", "Ben"))
    rules = [
        PairRule(event_id=event.id, kind=kind, a_id=ann.id, b_id=ben.id)
        for kind in ("apart", "must_meet")
    ]
    db.session.add_all(rules)
    db.session.commit()
    press(app, owner, page)
    assert texts(owner.client.get(page), "section.bad strong") == [
        "The rules contradict each other, so there is no plan."
    ]
    owner.client.post(f"/organise/events/{event.id}/rules/{rules[1].id}/remove")
    assert "The rules contradict each other" not in words(owner.client.get(page))


def test_the_switch_that_causes_it_is_linked(
    app: Flask, owner: Account, event: Event, page: str
) -> None:
    for name, sector in PEOPLE:
        make_attendee(event, name, sector, organisation="NHS")
    event.apart_organisations = True
    db.session.commit()
    press(app, owner, page)
    answer = owner.client.get(page)
    assert texts(answer, "strong") == ["The rules contradict each other, so there is no plan."]
    switch = f"/organise/events/{event.id}/format#apart_organisations"
    assert number_of(answer, f'[href="{switch}"]') == 1
    assert number_of(owner.client.get(switch), '[id="apart_organisations"]') == 1


@pytest.mark.usefixtures("people")
def test_the_overview_says_why_the_rounds_are_stale(
    app: Flask, owner: Account, event: Event, page: str
) -> None:
    press(app, owner, page)
    ann, ben = (a for a in event_people(event) if a.name in ("Ann", "Ben"))
    db.session.add(PairRule(event_id=event.id, kind="apart", a_id=ann.id, b_id=ben.id))
    db.session.commit()
    overview = words(owner.client.get(f"/organise/events/{event.id}/"))
    assert places(overview, "The rounds no longer fit: Ann and Ben") == ["span", "span.step-text"]
    assert "signed up, cancelled" not in overview


@pytest.mark.usefixtures("people")
def test_people_kept_together_are_no_repeats(
    app: Flask, owner: Account, event: Event, page: str
) -> None:
    make_attendee(event, "Ed", "Public")
    make_attendee(event, "Flo", "Private")
    ann, ben = (a for a in event_people(event) if a.name in ("Ann", "Ben"))
    db.session.add(PairRule(event_id=event.id, kind="together", a_id=ann.id, b_id=ben.id))
    event.table_size, event.rounds = 3, 2
    db.session.commit()
    press(app, owner, page)
    [plan] = db.session.query(Plan)
    stored = plan.score
    db.session.commit()
    assert stored["ordered"]["repeats"] == 1
    answer = words(owner.client.get(page))
    repeats = stored["repeat_meetings"] - 1
    besides = f"{repeats} besides 1 your rules ask for" if repeats else "1 pair, as your rules ask"
    assert places(answer, f"Meet more than once {besides}") == ["div"]
    assert places(answer, "1 repeat meeting is ordered by your own rules.") == ["li"]


@pytest.mark.parametrize(
    ("change", "there"),
    [
        ({"sector": None}, "people?sector=none"),
        ({"arrives_round": 9}, "people?state=outside"),
        ({"host_table": 99}, "people?state=hosts"),
    ],
)
def test_what_is_not_ready_leads_to_the_people_concerned(
    owner: Account, event: Event, page: str, change: dict[str, object], there: str
) -> None:
    for name, sector in PEOPLE:
        make_attendee(event, name, **{"sector": sector} | (change if name == "Ann" else {}))
    answer = owner.client.get(page)
    assert number_of(answer, f'[href="/organise/events/{event.id}/{there}"]') == 1
    people = owner.client.get(f"/organise/events/{event.id}/{there}")
    assert [len(places(people, name)) for name in ("Ann Trust", "Ben Trust")] == [1, 0]


@pytest.mark.usefixtures("people")
def test_a_failure_after_a_plan_is_told_above_the_plan(
    app: Flask, owner: Account, event: Event, page: str
) -> None:
    press(app, owner, page)
    for attendee in event_people(event):
        attendee.sector = None
    db.session.commit()
    owner.client.post(f"{page}/assign", follow_redirects=True)
    answer = owner.client.get(page)
    assert texts(answer, "div.warn li") == [
        "Ann, Ben, Cy and 1 more have no sector. Choose a sector for each on the "
        "People page, then assign the rounds."
    ]
    assert title(answer) == "4 rounds for 4 people"


@pytest.mark.usefixtures("people")
def test_nothing_of_it_is_there_for_a_stranger(
    owner: Account, stranger: Account, page: str
) -> None:
    for path in ("", "/progress"):
        assert stranger.client.get(page + path).status_code == 404
    for path in ("/assign", "/stop"):
        assert stranger.client.post(page + path).status_code == 404
    assert all_jobs() == []
    assert db.session.query(Plan).count() == 0


def event_people(event: Event):  # type: ignore[no-untyped-def]
    from scheduler.services.planning.problem import placed_attendees

    return placed_attendees(event.id)
