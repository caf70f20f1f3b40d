"""What has been kept for long enough goes, not a day earlier, and it is said what went."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from scheduler.domain.privacy.retention import EMAILS, NAMES, NEEDS, PRINTED
from scheduler.domain.privacy.traces import NAME_REMOVED
from scheduler.models import (
    Attendee,
    Event,
    ExchangeItem,
    OutgoingMail,
    PrivacyRecord,
    SheetPrint,
    db,
)
from scheduler.services.privacy.purging import purge
from tests.builders import NOW, Account, make_attendee, make_event, make_mail, make_series

DAY = timedelta(days=1)


def ended(owner: Account, days: int) -> Event:
    """An event that was over so many days before NOW."""
    ends = NOW - days * DAY
    return make_event(owner.body_id, starts_at=ends - timedelta(hours=2), ends_at=ends)


def fill(event: Event) -> Attendee:
    ann = make_attendee(event, "Ann Lee", dietary="no nuts", access="a ramp", buddy=True)
    make_mail(event, ann)
    db.session.add(SheetPrint(event_id=event.id, printed_at=NOW, facts={}))
    db.session.commit()
    return ann


def what_is_left(ann: Attendee) -> dict[str, bool]:
    db.session.expire_all()
    mails = db.session.scalars(select(OutgoingMail.message)).all()
    return {
        "needs": bool(ann.dietary and ann.access and ann.buddy),
        "prints": db.session.query(SheetPrint).count() == 1,
        "emails": any(mails),
        "name": ann.name == "Ann Lee",
    }


@pytest.mark.parametrize(
    ("days", "left"),
    [
        (NEEDS.days, {"needs", "prints", "emails", "name"}),
        (max(NEEDS.days, PRINTED.days) + 1, {"emails", "name"}),
        (EMAILS.days, {"emails", "name"}),
        (EMAILS.days + 1, {"name"}),
        (NAMES.days, {"name"}),
        (NAMES.days + 1, set()),
    ],
)
def test_each_thing_goes_after_its_time(owner: Account, days: int, left: set[str]) -> None:
    ann = fill(ended(owner, days))
    purge(NOW)
    assert {what for what, there in what_is_left(ann).items() if there} == left


def test_what_went_is_said_and_a_second_time_nothing_is_left(owner: Account) -> None:
    fill(ended(owner, NEEDS.days + 1))
    assert purge(NOW) == 2
    said = db.session.scalars(select(PrivacyRecord).order_by(PrivacyRecord.id)).all()
    assert [(record.by, record.sentence) for record in said] == [
        ("Crosstalk", "Dietary and access needs of 1 person removed."),
        ("Crosstalk", "What 1 print of sheets said removed."),
    ]
    assert purge(NOW) == 0
    assert db.session.query(PrivacyRecord).count() == 2


def test_lines_of_offers_go_with_the_name(owner: Account) -> None:
    ann = make_attendee(ended(owner, NAMES.days + 1), "Ann Lee", offers=["A day"])
    db.session.add(ExchangeItem(attendee_id=ann.id, asks=False, words="A day", kind="visit"))
    db.session.commit()
    purge(NOW)
    assert db.session.query(ExchangeItem).count() == 0


def test_a_series_that_goes_on_keeps_its_people(owner: Account) -> None:
    old = ended(owner, NAMES.days + 100)
    ann = fill(old)
    make_series(old, ended(owner, NAMES.days))
    purge(NOW)
    assert what_is_left(ann)["name"]


def test_organisation_and_sector_stay_for_the_figures(owner: Account) -> None:
    ann = fill(ended(owner, NAMES.days + 1))
    purge(NOW)
    db.session.expire_all()
    assert (ann.name, ann.organisation, ann.sector.name) == (
        NAME_REMOVED,
        "Lee Trust",
        "Voluntary",
    )


def test_an_email_that_has_not_left_keeps_its_text(owner: Account) -> None:
    event = ended(owner, EMAILS.days + 1)
    make_mail(event, state="queued")
    make_mail(event, state="held")
    purge(NOW)
    db.session.expire_all()
    assert all(db.session.scalars(select(OutgoingMail.message)).all())
