"""The life of an event on its overview: what was done, and what is next."""

from datetime import UTC, datetime, timedelta

from scheduler.models import Event, db
from tests.builders import Account, make_attendee, make_plan
from tests.builders.pages import page_of, said, texts
from tests.builders.plans import SCORE
from tests.web.organiser.events.test_events import upcoming


def steps(owner: Account, event: Event) -> list[str]:
    page = page_of(owner.client.get(f"/organise/events/{event.id}/"))
    return [said(step) for step in page.select(".steps strong")]


def test_of_a_past_event_only_what_was_done_is_told(owner: Account) -> None:
    event = upcoming(owner)
    people = [make_attendee(event, "Ann", "Public"), make_attendee(event, "Bo", "Private")]
    event.starts_at = datetime.now(UTC) - timedelta(hours=5)
    event.ends_at = datetime.now(UTC) - timedelta(hours=3)
    db.session.commit()
    assert steps(owner, event) == ["Set up", "Gather people", "The day", "Afterwards"]
    make_plan(event, [{1: people}] * event.rounds, "draft")
    assert steps(owner, event)[2:] == ["Assign the rounds", "The day", "Afterwards"]


def test_once_published_late_changes_are_fitted_in(owner: Account) -> None:
    event = upcoming(owner, capacity=3)
    people = [make_attendee(event, "Ann", "Public"), make_attendee(event, "Bo", "Private")]
    make_plan(event, [{1: people}] * event.rounds)
    make_attendee(event, "Cy", "Public")
    page = page_of(owner.client.get(f"/organise/events/{event.id}/"))
    assert texts(page, ".next a") == ["Fit in late changes"]
    assert texts(page, ".steps .now .step-text") == [
        "Since the rounds were assigned, 1 person has joined. Fit in late changes."
    ]


def test_whatever_changed_after_publishing_most_people_keep_their_tables(owner: Account) -> None:
    event = upcoming(owner, capacity=2)
    people = [make_attendee(event, "Ann", "Public"), make_attendee(event, "Bo", "Private")]
    score = SCORE | {"cross_sector_pairs": 1}
    plan = make_plan(event, [{1: people}] * event.rounds, score=score)
    people[1].sector_id = people[0].sector_id
    db.session.commit()
    page = page_of(owner.client.get(f"/organise/events/{event.id}/"))
    assert texts(page, ".next a") == ["Fit in late changes"]
    shown = page_of(owner.client.get(f"/organise/events/{event.id}/rounds/plans/{plan.number}"))
    assert texts(shown, ".notice.warn p:last-child") == [
        "Fit in late changes to make the best of it: most people keep their tables."
    ]


def test_how_many_there_are_is_said_once_while_people_are_gathered(owner: Account) -> None:
    event = upcoming(owner, capacity=3)
    page = page_of(owner.client.get(f"/organise/events/{event.id}/"))
    assert texts(page, ".next > p:not(.next-word)") == [
        "Share the sign-up link, import a list, or add people one by one."
    ]
    make_attendee(event, "Ann", "Public")
    page = page_of(owner.client.get(f"/organise/events/{event.id}/"))
    assert texts(page, ".next > p:not(.next-word)") == ["Sign-up is open until Thu 10 Dec, 09:00."]


def test_an_offered_place_is_counted_alike_all_over_the_overview(owner: Account) -> None:
    event = upcoming(owner, capacity=2)
    make_attendee(event, "Ann", "Public")
    make_attendee(event, "Bo", "Private", state="offered")
    page = page_of(owner.client.get(f"/organise/events/{event.id}/"))
    assert texts(page, ".hero-count > *") == [
        "1 of 2 places taken",
        "1 offered, nobody waiting. Sign-up closes Thu 10 Dec 2026, 09:00, in 20 days.",
    ]
    assert texts(page, ".steps .step-text")[1].startswith("1 offered; sign-up")
