"""What the overview of an event counts, and what it names as open."""

from datetime import timedelta

from flask import Flask

from scheduler.domain.words.checklist import ServerSetUp
from scheduler.models import Event
from scheduler.services.events import overview as events_overview
from tests.builders import NOW, Account, make_attendee, make_event


def overview(event: Event) -> events_overview.Overview:
    return events_overview.overview_of(event, NOW, ServerSetUp(site_url=True, mail_server=True))


def test_the_overview_counts_by_sector(app: Flask, event: Event) -> None:
    make_attendee(event, "Ann", "Public")
    make_attendee(event, "Bo", "Public", state="waiting")
    make_attendee(event, "Cy", None)
    make_attendee(event, "Di", "Private", state="cancelled")
    make_attendee(event, "Ed", "Private", state="offered", offered_until=NOW)
    found = overview(event)
    assert [(s.name, s.placed, s.taken, s.coming) for s in found.sectors] == [
        ("Voluntary", 0, 0, 0),
        ("Public", 1, 1, 2),
        ("Private", 0, 1, 1),
        ("No sector yet", 1, 1, 1),
    ]
    assert found.states == {
        "asked": 0, "placed": 2, "offered": 1, "waiting": 1, "cancelled": 1
    }  # fmt: skip


def test_the_overview_lists_what_is_open(event: Event) -> None:
    make_attendee(event, "Ann", "Public", host_table=9)
    make_attendee(event, "Bo", "Voluntary", arrives_round=7)
    assert [w.sentence for w in overview(event).warnings] == [
        "1 person arrives or leaves at a round the event does not have: correct them, or plan "
        "more rounds.",
        "Table 9 has a host, but the people signed up fill only 1 table.",
        "2 people have not heard from you yet.",
        "The rounds are not assigned yet.",
    ]


def test_a_past_event_has_nothing_open(owner: Account) -> None:
    event = make_event(owner.body_id, starts_at=NOW - timedelta(2), ends_at=NOW - timedelta(1))
    assert overview(event).warnings == ()
