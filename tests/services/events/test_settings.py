"""Setting an event up, changing it, and who is told of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Event, db
from scheduler.services.events import agenda as events_agenda
from scheduler.services.events import overview as events_overview
from scheduler.services.events import settings as events
from scheduler.services.events import sign_up_settings as events_places
from scheduler.services.events.agenda import ItemEdit, SectorEdit
from scheduler.services.events.listing import events_of
from scheduler.services.people import several as people_many
from tests.builders import NOW, Account, make_attendee, make_event, posted

START = datetime(2026, 12, 4, 8, 30, tzinfo=UTC)
DETAILS = events.Details(
    title="Winter breakfast",
    place="Town Hall",
    timezone="Europe/London",
    starts_at=START,
    ends_at=START + timedelta(hours=2),
)
TABLES = events.RoomFormat(
    format="tables",
    table_size=5,
    table_count=None,
    odd="trio",
    rounds=4,
    talk_minutes=8,
    move_minutes=2,
)


def details_of(event: Event, **changes: Any) -> events.Details:
    names = events.Details.__dataclass_fields__
    return replace(events.Details(**{n: getattr(event, n) for n in names}), **changes)


def test_a_new_event_has_all_it_needs(owner: Account) -> None:
    event = events.create_event(owner.body_id, DETAILS, TABLES, 60, NOW)
    assert [s.name for s in event.sectors] == ["Voluntary", "Public", "Private"]
    assert [(i.kind, i.minutes) for i in event.agenda] == [
        ("other", 15), ("talk", 5), ("talk", 10), ("talk", 10), ("networking", 40), ("break", 40),
    ]  # fmt: skip
    assert len(event.priority_areas) == 6
    budget = events_overview.budget_of(event)
    assert (budget.fits, budget.spare, budget.agenda, budget.morning) == (True, 0, 120, 120)


def test_two_events_of_one_name_have_two_addresses(owner: Account) -> None:
    slugs = {events.create_event(owner.body_id, DETAILS, TABLES, 60, NOW).slug for _ in range(3)}
    assert len(slugs) == 3


def test_an_event_cannot_end_before_it_starts(owner: Account) -> None:
    with pytest.raises(InvalidInput):
        events.create_event(owner.body_id, replace(DETAILS, ends_at=START), TABLES, 60, NOW)
    assert db.session.query(Event).count() == 0


def test_the_list_has_the_next_event_first(owner: Account, stranger: Account) -> None:
    make_event(stranger.body_id)
    later = make_event(owner.body_id, starts_at=START + timedelta(1), ends_at=START + timedelta(2))
    sooner = make_event(owner.body_id)
    make_attendee(sooner, "Ann")
    make_attendee(sooner, "Bo", state="waiting")
    old = [
        make_event(owner.body_id, starts_at=NOW - timedelta(n), ends_at=NOW - timedelta(n - 1))
        for n in (9, 3)
    ]
    coming, past = events_of(owner.body_id, NOW)
    assert [(line.event, line.placed, line.waiting) for line in coming] == [
        (sooner, 1, 1),
        (later, 0, 0),
    ]
    assert [line.event for line in past] == [old[1], old[0]]


def test_a_new_place_is_told_to_who_signed_up(event: Event) -> None:
    ann = make_attendee(event, "Ann")
    make_attendee(event, "Bo", state="waiting")
    make_attendee(event, "Cy", state="cancelled")
    make_attendee(event, "Di", email=None, email_key=None)
    people_many.send_links(event, NOW)
    make_attendee(event, "Ed")
    changed = details_of(event, place="Library")
    assert events.changes_to_tell(event, changed) == ["New place: Library."]
    assert events.people_to_tell(event) == 2
    assert events.save_details(event, changed, NOW, tell=True) == 2
    mails = posted()[-2:]
    assert [(m.recipient, m.kind) for m in mails] == [
        ("ann@example.org", "event_changed"),
        ("bo@example.org", "event_changed"),
    ]
    assert (event.place, event.calendar_sequence, ann.calendar_sequence) == ("Library", 1, 1)
    assert events.save_details(event, changed, NOW, tell=True) == 0


def test_a_new_time_is_told_in_the_events_zone(event: Event) -> None:
    later = details_of(
        event,
        starts_at=event.starts_at + timedelta(days=200),
        ends_at=event.ends_at + timedelta(days=200),
    )
    assert events.changes_to_tell(event, later) == [
        "New time: Tuesday 22 June 2027, 09:30 to 11:30 (London time)."
    ]


def test_a_new_title_is_told_to_nobody(event: Event) -> None:
    make_attendee(event, "Ann")
    assert events.save_details(event, details_of(event, title="X"), NOW, tell=True) == 0
    assert event.calendar_sequence == 0


def test_nobody_is_told_unless_asked(event: Event) -> None:
    make_attendee(event, "Ann")
    people_many.send_links(event, NOW)
    assert events.save_details(event, details_of(event, place="X"), NOW, tell=False) == 0
    assert len(posted()) == 1


def test_the_agenda_is_saved_in_its_new_order(event: Event) -> None:
    talk, rounds, coffee = event.agenda
    events_agenda.save_agenda(
        event,
        [
            ItemEdit(rounds.id, "networking", "Rounds", "", 50),
            ItemEdit(None, "talk", "Late talk", "Dr Ní Bhriain", 5),
            ItemEdit(talk.id, "talk", "Welcome", "", 15),
        ],
        NOW,
    )
    db.session.expire_all()
    assert [(i.position, i.title, i.minutes) for i in event.agenda] == [
        (1, "Rounds", 50),
        (2, "Late talk", 5),
        (3, "Welcome", 15),
    ]
    assert coffee.id not in {i.id for i in event.agenda}


def edits(event: Event) -> list[SectorEdit]:
    return [SectorEdit(s.id, s.name, s.examples, s.style) for s in event.sectors]


def test_sectors_may_swap_names(event: Event) -> None:
    first, second, third = edits(event)
    swapped = [replace(first, name=second.name), replace(second, name=first.name), third]
    events_agenda.save_sectors(event, [*swapped, SectorEdit(None, "Academia", "", 4)], NOW)
    db.session.expire_all()
    assert [s.name for s in event.sectors] == ["Public", "Voluntary", "Private", "Academia"]
    assert event.sectors[0].id == first.id


def test_a_sector_in_use_stays(event: Event) -> None:
    make_attendee(event, "Ann", "Public", state="cancelled")
    kept = [edit for edit in edits(event) if edit.name != "Public"]
    with pytest.raises(RuleBroken) as refused:
        events_agenda.save_sectors(event, kept, NOW)
    assert refused.value.sentence == (
        "1 person has the sector Public: choose another for them before removing it."
    )
    assert len(event.sectors) == 3


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ([], "An event needs at least one sector."),
        (["A", "the a sector"], "Two sectors are called A: give each a name of its own."),
        (list("ABCDEFGHIJKLM"), "An event has at most 12 sectors."),
    ],
)
def test_impossible_sectors_are_refused(event: Event, names: list[str], sentence: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        events_agenda.save_sectors(
            event, [SectorEdit(None, n, "", style) for style, n in enumerate(names, 1)], NOW
        )
    assert refused.value.sentence == sentence


@pytest.mark.parametrize("number", [7, 12])
def test_more_sectors_than_shapes_share_them_evenly(event: Event, number: int) -> None:
    names = [f"Sector {n}" for n in range(number)]
    edits = [SectorEdit(None, name, "", n % 6 + 1) for n, name in enumerate(names)]
    events_agenda.save_sectors(event, edits, NOW)
    assert [sector.name for sector in event.sectors] == names
    alike = [SectorEdit(None, name, "", 1) for name in names]
    with pytest.raises(RuleBroken):
        events_agenda.save_sectors(event, alike, NOW)


def save_signup(
    event: Event,
    capacity: int,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
) -> list[int]:
    return events_places.save_signup(
        event,
        opens_at=opens_at,
        closes_at=closes_at,
        capacity=capacity,
        priority_areas=["Carers", "Carers"],
        prompts=["What do you bring?"],
        now=NOW,
    )


def test_a_raised_capacity_goes_to_the_waiting_list(event: Event) -> None:
    save_signup(event, 1)
    make_attendee(event, "Ann")
    bo = make_attendee(event, "Bo", state="waiting", waiting_since=NOW)
    cy = make_attendee(event, "Cy", state="waiting", waiting_since=NOW + timedelta(1))
    assert save_signup(event, 2) == 1
    assert [mail.recipient for mail in posted()[-1:]] == ["bo@example.org"]
    db.session.expire_all()
    assert (bo.state, cy.state, event.places_taken) == ("placed", "waiting", 2)
    assert (event.priority_areas, event.prompts) == (["Carers"], ["What do you bring?"])


def test_a_lowered_capacity_cancels_nobody(event: Event) -> None:
    ann = make_attendee(event, "Ann")
    make_attendee(event, "Bo")
    save_signup(event, 1)
    db.session.expire_all()
    assert (ann.state, event.places_taken, event.capacity) == ("placed", 2, 1)


def test_sign_up_cannot_close_before_it_opens(event: Event) -> None:
    with pytest.raises(InvalidInput):
        save_signup(event, 1, opens_at=NOW, closes_at=NOW)


def test_sign_up_closes_and_opens_again(event: Event) -> None:
    events_places.close_signup(event, NOW)
    assert event.signup_closes_at == NOW
    events_places.close_signup(event, NOW + timedelta(1))
    assert event.signup_closes_at == NOW
    events_places.open_signup(event, NOW + timedelta(1))
    assert event.signup_closes_at is None


def overview(event: Event) -> events_overview.Overview:
    return events_overview.overview_of(event, NOW, site_url_set=True, mail_server_set=True)


def test_the_overview_counts_by_sector(app: Flask, event: Event) -> None:
    make_attendee(event, "Ann", "Public")
    make_attendee(event, "Bo", "Public", state="waiting")
    make_attendee(event, "Cy", None)
    make_attendee(event, "Di", "Private", state="cancelled")
    found = overview(event)
    assert [(s.name, s.placed, s.waiting) for s in found.sectors] == [
        ("Voluntary", 0, 0),
        ("Public", 1, 1),
        ("Private", 0, 0),
        ("No sector yet", 1, 0),
    ]
    assert found.states == {"placed": 2, "waiting": 1, "cancelled": 1}


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
