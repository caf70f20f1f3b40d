"""The log of who did what: what is written, with whom it is about, and how it reads."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from scheduler.domain.accounts.audit import Topic
from scheduler.domain.registration.transitions import THEMSELVES, organiser
from scheduler.models import Attendee, AuditEntry, Event, PlanEdit, Sector, db, transaction
from scheduler.services.accounts import audit, audit_pages, team
from scheduler.services.accounts.audit_pages import LogFilter
from scheduler.services.events.deletion import delete_event
from scheduler.services.morning import desk_links
from scheduler.services.planning import publishing
from scheduler.services.registration import cancelling
from tests.builders import NOW, Account, make_attendee, make_event, make_plan


@pytest.fixture
def olwen(owner: Account, event: Event) -> Iterator[Account]:
    """Olwen acts, as on her pages."""
    token = audit.set_acting(lambda: audit.Who(owner.user.id, owner.user.name))
    yield owner
    audit.reset_acting(token)


def told(body_id: int, **asked: object) -> list[str]:
    """The log's sentences, the oldest first."""
    page = audit_pages.read_log(body_id, LogFilter(**asked))
    return [line.sentence for line in reversed(page.lines)]


@pytest.fixture
def ann(event: Event) -> Attendee:
    made = make_attendee(event, "Ann Lee", email="ann@example.org")
    db.session.commit()
    return made


def test_settings_are_named_with_their_values_where_these_are_short(
    olwen: Account, event: Event
) -> None:
    with transaction():
        event.capacity, event.summary = 60, "Come along"
    assert told(olwen.body_id) == [
        "Olwen Rees changed the number of places from 40 to 60",
        "Olwen Rees changed the description",
    ]
    with transaction():
        event.called_off_at = NOW
    assert told(olwen.body_id)[-1] == "Olwen Rees called the event off"


def test_every_setting_of_the_form_is_told(olwen: Account, event: Event) -> None:
    with transaction():
        event.approval, event.language, event.fields_off = True, "pl", ["role"]
    assert told(olwen.body_id)[-1] == (
        "Olwen Rees changed the approval of each sign-up, questions of the form and language"
    )
    with transaction():
        event.called_off_at, event.called_off_words = NOW, "Snow."
    assert told(olwen.body_id)[-1] == "Olwen Rees called the event off"


def test_an_edit_of_a_person_tells_which_fields_and_never_what_is_in_them(
    olwen: Account, ann: Attendee
) -> None:
    with transaction():
        ann.dietary, ann.role, ann.host_table = "Coeliac", "Clerk", 4
    found = told(olwen.body_id)
    assert found == [
        "Olwen Rees made Ann Lee the host of table 4",
        "Olwen Rees changed Ann Lee (role and dietary needs)",
    ]
    assert told(olwen.body_id, person_id=ann.id) == found
    assert told(olwen.body_id, person_id=ann.id + 1) == []


def test_transitions_tell_who_made_them(event: Event, owner: Account) -> None:
    event.capacity = 1
    ann = make_attendee(event, "Ann Lee")
    make_attendee(event, "Bob Ray", state="waiting", waiting_since=NOW)
    db.session.commit()
    before = event.starts_at - timedelta(days=3)
    cancelling.cancel_person(ann, organiser(owner.user.id), before, tell=False)
    assert told(owner.body_id) == [
        "Olwen Rees cancelled Ann Lee",
        "The waiting list gave Bob Ray a place",
    ]
    bob = db.session.scalars(select(Attendee).where(Attendee.name == "Bob Ray")).one()
    cancelling.cancel_person(bob, THEMSELVES, before, tell=False)
    assert told(owner.body_id)[-1] == "Bob Ray cancelled"


def test_moves_by_hand_and_publishing(olwen: Account, event: Event, ann: Attendee) -> None:
    plan = make_plan(event, [{1: [ann]}])
    plan_id = plan.id
    with transaction():
        db.session.add(
            PlanEdit(
                plan_id=plan_id, position=1, kind="move", user_id=olwen.user.id, made_at=NOW,
                links=0, changes={"seats": [[ann.id, 2, 1, 4], [ann.id, 3, 1, 0]]},
            )
        )  # fmt: skip
    assert told(olwen.body_id, topic=Topic.ROUNDS.value)[-2:] == [
        "Olwen Rees gave Ann Lee table 4 in round 2",
        "Olwen Rees gave Ann Lee no table in round 3",
    ]
    publishing.withdraw_plan(plan, olwen.user, NOW)
    publishing.publish(plan, olwen.user, NOW, tell=publishing.Tell.NOBODY)
    assert told(olwen.body_id)[-1] == f"Olwen Rees published plan {plan.number}"


def test_the_team_and_what_is_deleted(olwen: Account, event: Event) -> None:
    title = event.title
    team.add_organisation(olwen.user, "Second", NOW)
    delete_event(event, olwen.user)
    assert told(olwen.body_id) == [f"Olwen Rees deleted {title}"]


def test_what_is_forgotten_is_named_no_more_and_many_are_one_line(
    olwen: Account, event: Event
) -> None:
    people = [make_attendee(event, f"Person {n}") for n in range(3)]
    db.session.commit()
    with transaction():
        for person in people:
            person.role = "Clerk"
    assert told(olwen.body_id) == ["Olwen Rees changed 3 people (role)"]
    with transaction():
        for person in people:
            db.session.delete(person)
    [line] = audit_pages.read_log(olwen.body_id, LogFilter()).lines
    assert "Person" not in line.sentence


def test_a_rollback_takes_the_entries_back_and_nobody_is_nobody(
    olwen: Account, event: Event
) -> None:
    event.capacity = 70
    db.session.flush()
    db.session.rollback()
    token = audit.set_acting(lambda: None)
    with transaction():
        event.capacity = 71
    audit.reset_acting(token)
    assert db.session.scalars(select(AuditEntry)).all() == []


def test_what_a_statement_deletes_is_noted_before_it_is_gone(olwen: Account, event: Event) -> None:
    link = desk_links.make_link(event, "Jean at the door")
    desk_links.end_link(event, link.id)
    assert told(olwen.body_id) == [
        "Olwen Rees made a desk link for Jean at the door",
        "Olwen Rees ended a desk link for Jean at the door",
    ]


def test_what_an_event_begins_with_is_one_deed_in_several_flushes(olwen: Account) -> None:
    model = make_event(olwen.body_id)
    before = told(olwen.body_id)
    columns = set(Event.__table__.columns.keys()) - {"id", "slug"}
    kept = {key: getattr(model, key) for key in columns}
    with transaction():
        event = Event(**kept, slug="autumn")
        db.session.add(event)
        db.session.flush()
        db.session.add(Sector(event_id=event.id, name="Faith", style=5, position=9))
    assert told(olwen.body_id)[len(before) :] == ["Olwen Rees set the event up"]
