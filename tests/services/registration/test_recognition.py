"""Whoever comes to an event of a series by any door is recognised."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from scheduler.domain.registration.sign_up import SignUpDetails
from scheduler.models import Attendee, Contact, Event, Series, db
from scheduler.services.events import series as series_services
from scheduler.services.people import person as people
from scheduler.services.people.importing.import_run import run_import
from scheduler.services.people.importing.staging import stage
from scheduler.services.registration import own_address
from scheduler.services.registration.recognition import recognise
from scheduler.services.registration.sign_up import add_signup
from tests.builders import NOW, ORGANISER, Account, make_attendee, make_event


@pytest.fixture
def earlier(owner: Account, event: Event) -> Event:
    """A breakfast before ``event`` in one series with it; Ann was there."""
    starts = event.starts_at - timedelta(days=91)
    found = make_event(owner.body_id, starts_at=starts, ends_at=starts + timedelta(hours=2))
    make_attendee(found, "Ann")
    series = Series(body_id=owner.body_id, name="Breakfasts", created_at=NOW)
    db.session.add(series)
    db.session.commit()
    for one in (found, event):
        series_services.join_series(one, series, NOW)
    return found


def only(event: Event, name: str = "Ann") -> Attendee:
    db.session.expire_all()
    return db.session.scalars(
        select(Attendee).where(Attendee.event_id == event.id, Attendee.name == name)
    ).one()


def by_signing_up(event: Event) -> None:
    details = SignUpDetails("Ann", "Elsewhere", event.sectors[0].id)
    add_signup(event.id, details, "ANN@example.org", "key", NOW)


def by_hand(event: Event) -> None:
    edit = people.PersonEdit("Ann", email="ann@example.org")
    people.add_person(event.id, edit, "", ORGANISER, NOW, raise_capacity=False)


def by_import(event: Event) -> None:
    staged = stage(event, "p.csv", b"name,email\r\nAnn,Ann@Example.org\r\nBen,b@x.org\r\n", NOW)
    run_import(event, staged, ORGANISER, NOW, raise_capacity=False)


def by_correction(event: Event) -> None:
    wrong = make_attendee(event, "Ann", email="an@x.org", email_key="an@x.org")
    recognise(event, [wrong], NOW)
    db.session.commit()
    people.change_person(wrong, people.PersonEdit("Ann", email="ann@example.org"), NOW)


def by_own_address(event: Event) -> None:
    moving = make_attendee(event, "Ann", email="an@x.org", email_key="an@x.org")
    own_address.ask_new_address(moving, "ann@example.org", NOW)
    own_address.take_new_address(moving.new_email_code or "", NOW)


@pytest.mark.parametrize("door", [by_signing_up, by_hand, by_import, by_correction, by_own_address])
def test_an_address_is_recognised_at_every_door(
    earlier: Event, event: Event, door: Callable[[Event], None]
) -> None:
    door(event)
    assert only(event).contact_id == only(earlier).contact_id is not None


def test_outside_a_series_nobody_is_a_contact(event: Event) -> None:
    by_signing_up(event)
    assert only(event).contact_id is None
    assert db.session.scalars(select(Contact)).all() == []


def test_nobody_is_recognised_by_name(earlier: Event, event: Event) -> None:
    make_attendee(event, "Ann", email="other@x.org", email_key="other@x.org")
    make_attendee(event, "Ben", email=None, email_key=None)
    recognise(event, [only(event), only(event, "Ben")], NOW)
    db.session.commit()
    contacts = {only(event).contact_id, only(event, "Ben").contact_id, only(earlier).contact_id}
    assert len(contacts - {None}) == 3


def test_a_new_address_leaves_a_person_who_they_are(earlier: Event, event: Event) -> None:
    by_signing_up(event)
    people.change_person(only(event), people.PersonEdit("Ann", email="new@x.org"), NOW)
    assert only(event).contact_id == only(earlier).contact_id
    # Another name with another address was somebody else all along.
    people.change_person(only(event), people.PersonEdit("Zoe", email="zoe@x.org"), NOW)
    assert only(event, "Zoe").contact_id != only(earlier).contact_id


def test_those_who_share_a_mailbox_at_one_event_become_two(earlier: Event, event: Event) -> None:
    shared = {"email": "ann@example.org", "email_key": "ann@example.org"}
    bob = make_attendee(event, "Bob", **shared)
    recognise(event, [bob], NOW)
    db.session.commit()
    assert bob.contact_id == only(earlier).contact_id
    ann = make_attendee(event, "Ann", **shared)
    recognise(event, [ann], NOW)
    db.session.commit()
    assert ann.contact_id == only(earlier).contact_id
    assert only(event, "Bob").contact_id not in (None, ann.contact_id)
