"""A sign-up without its person still counts."""

import pytest

from scheduler.models import Attendee, Consent, Event, db
from scheduler.services.people.contacts import contacts_of
from scheduler.services.planning.rounds.breakfasts import breakfasts_of
from scheduler.services.privacy.anonymity import remove_identities, remove_identity
from tests.builders import NOW, Account, make_attendee, make_event, make_plan, make_series


@pytest.mark.parametrize(("keep", "organisation"), [(False, ""), (True, "Lee Trust")])
def test_what_names_goes_and_what_counts_stays(event: Event, keep: bool, organisation: str) -> None:
    ann = make_attendee(event, "Ann Lee", about="I run a shed", host_table=2, feed_token="f")
    ann.consents.append(Consent(kind="photo", wording="Yes.", given_at=NOW))
    db.session.commit()
    token = ann.token
    remove_identity(ann, keep_organisation=keep)
    db.session.commit()
    found = db.session.get_one(Attendee, ann.id, populate_existing=True)
    assert (found.name, found.email, found.email_key, found.about, found.feed_token) == (
        "Name removed", None, None, "", None,
    )  # fmt: skip
    assert (found.state, found.sector_id, found.host_table) == ("placed", event.sectors[0].id, 2)
    assert (found.organisation, found.consents, found.token == token) == (organisation, [], False)


def test_somebody_who_came_twice_stays_one_person_in_the_figures(owner: Account) -> None:
    events = [make_event(owner.body_id) for _ in range(2)]
    ann, bo = (
        [make_attendee(event, name, email=f"{name[:2]}@x.org", email_key=f"{name[:2]}@x.org")
         for event in events]
        for name in ("Ann Lee", "Bo Ray")
    )  # fmt: skip
    for event, *seated in zip(events, ann, bo, strict=True):
        make_plan(event, [{1: seated}])
    series, now = make_series(*events), max(event.ends_at for event in events)

    def guests() -> set[int]:
        return {guest.person for one in breakfasts_of(series, now) for guest in one.guests}

    assert len(guests()) == 2
    remove_identities(ann, NOW)
    db.session.commit()
    assert len(guests()) == 2
    # Nobody is shown, and a sign-up that keeps its name is no longer tied to one that lost it.
    assert [person.latest.name for person in contacts_of(series).people] == ["Bo Ray"]
    remove_identities(bo[:1], NOW)
    db.session.commit()
    assert (bo[0].contact_id, len(guests())) == (None, 3)
