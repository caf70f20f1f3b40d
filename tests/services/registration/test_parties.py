"""People who come only together: offered places at once, none before, and by turn again."""

import pytest

from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Attendee, Event, db
from scheduler.services.registration import parties
from scheduler.services.registration.lifecycle import fill_places
from scheduler.services.registration.places import lock_event
from scheduler.services.registration.waiting_list import reasons
from tests.builders import NOW, Account, mails, make_attendee, make_event


@pytest.fixture
def full(owner: Account) -> Event:
    """An event whose one place is taken."""
    event = make_event(owner.body_id, capacity=1)
    make_attendee(event, "Host One")
    return event


def wait(event: Event, name: str, **values: object) -> Attendee:
    return make_attendee(event, name, state="waiting", waiting_since=NOW, **values)


def grow(event: Event, places: int) -> None:
    lock_event(event.id).capacity += places
    db.session.flush()
    fill_places(event, NOW)
    db.session.commit()


def states(*people: Attendee) -> list[str]:
    return [str(db.session.get_one(Attendee, p.id, populate_existing=True).state) for p in people]


def test_a_place_goes_past_them_until_there_is_one_for_each(full: Event) -> None:
    ann, bo, cy = (wait(full, name) for name in ("Ann", "Bo", "Cy"))
    before, _, _ = parties.come_together(full, [ann.id, bo.id], NOW)
    assert [p.name for p in parties.party_of(ann)] == ["Bo"]
    grow(full, 1)
    assert states(ann, bo, cy) == ["waiting", "waiting", "placed"]
    grow(full, 1)
    assert reasons(full, NOW) == [
        "1 place is free, but Ann and Bo wait for places at the same time: they come only together."
    ]
    grow(full, 1)
    assert states(ann, bo) == ["placed", "placed"]
    assert before == dict.fromkeys((ann.id, bo.id), (None, False))


def test_as_many_as_possible_come_at_the_turn_of_the_first(full: Event) -> None:
    ann, bo, cy, di = (wait(full, name) for name in ("Ann", "Bo", "Cy", "Di"))
    whole, _, _ = parties.come_together(full, [ann.id, cy.id, di.id], NOW)
    assert parties.come_together(full, [ann.id, cy.id, di.id], NOW, in_part=True)[2] == 0
    grow(full, 2)
    assert states(ann, bo, cy, di) == ["placed", "waiting", "placed", "waiting"]
    assert [p.name for p in parties.party_of(di)] == []
    grow(full, 1)
    assert states(bo, di) == ["placed", "waiting"]
    assert whole == dict.fromkeys((ann.id, cy.id, di.id), (None, False))


def test_a_free_place_that_waited_for_all_goes_once_they_come_in_part(full: Event) -> None:
    ann, bo = (wait(full, name) for name in ("Ann", "Bo"))
    parties.come_together(full, [ann.id, bo.id], NOW)
    grow(full, 1)
    assert states(ann, bo) == ["waiting", "waiting"]
    before, _, written = parties.come_together(full, [ann.id, bo.id], NOW, in_part=True)
    assert (states(ann, bo), written) == (["placed", "waiting"], 1)
    assert len({party for party, in_part in before.values() if not in_part}) == 1


def test_undo_gives_a_free_place_by_turn(full: Event) -> None:
    ann, bo = (wait(full, name) for name in ("Ann", "Bo"))
    before, party, _ = parties.come_together(full, [ann.id, bo.id], NOW)
    grow(full, 1)
    assert mails() == []
    assert parties.put_parties_back(full, before, "another party", NOW) == 0
    assert parties.put_parties_back(full, before, party, NOW) == 2
    assert states(ann, bo) == ["placed", "waiting"]
    with pytest.raises(InvalidInput, match="at least two people who are on the waiting list"):
        parties.come_together(full, [ann.id, bo.id], NOW)


def test_colleagues_of_one_mailbox_choose_for_themselves(full: Event) -> None:
    shared = {"email": "hub@example.org", "email_key": "hub@example.org"}
    ann, bo = wait(full, "Ann", **shared), wait(full, "Bo", **shared)
    other = wait(full, "Cy")
    assert [p.name for p in parties.could_join(ann)] == ["Bo"]
    parties.wait_together(ann, NOW, together=True)
    grow(full, 1)
    assert states(ann, bo, other) == ["waiting", "waiting", "placed"]
    grow(full, 1)
    assert parties.wait_together(bo, NOW, together=False) == 1
    assert states(ann, bo) == ["placed", "waiting"]
    for person, sentence in ((ann, "not on the waiting list"), (bo, "Nobody else at your address")):
        with pytest.raises(RuleBroken, match=sentence):
            parties.wait_together(person, NOW, together=True)
