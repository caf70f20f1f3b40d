"""What is done to several people at once, and undone whole."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from scheduler.domain.states import RegistrationState
from scheduler.errors import InvalidInput, Rule, RuleBroken
from scheduler.models import Attendee, Event, db
from scheduler.services.people import chosen
from scheduler.services.people.person import restore_person
from tests.builders import NOW, Account, mails, make_attendee, make_event
from tests.builders.accounts import ORGANISER

Facts = dict[str, tuple[RegistrationState, object, object]]


def facts(event: Event) -> Facts:
    db.session.expire_all()
    people = db.session.scalars(select(Attendee).where(Attendee.event_id == event.id)).all()
    found: Facts = {p.name: (p.state, p.waiting_since, p.confirmed_at) for p in people}
    db.session.commit()
    return found


@pytest.fixture
def full(owner: Account) -> tuple[Event, dict[str, Attendee]]:
    """Two places taken, three wait; a week before it begins."""
    event = make_event(owner.body_id, capacity=2)
    people = {
        "Ann": make_attendee(event, "Ann", confirmed_at=NOW),
        "Bob": make_attendee(event, "Bob"),
    }
    for number, name in enumerate(("Cat", "Dee", "Eve")):
        since = NOW + timedelta(minutes=number)
        people[name] = make_attendee(event, name, state="waiting", waiting_since=since)
    db.session.commit()
    return event, people


def test_cancelling_several_and_undoing_it_leaves_all_as_it_was(
    full: tuple[Event, dict[str, Attendee]],
) -> None:
    event, people = full
    before, now = facts(event), event.starts_at - timedelta(days=7)
    ids = [people[name].id for name in ("Ann", "Bob", "Cat")]
    ahead = chosen.effect_of_cancelling(event, ids, now)
    assert [p.name for p in ahead.moving_up] == ["Dee", "Eve"]
    assert (len(ahead.cancelled), ahead.told, ahead.emails) == (3, 3, 2)
    expected = [p.id for p in ahead.moving_up]
    made = chosen.cancel_chosen(event, ids, ORGANISER, now, tell=False, expected=expected)
    assert [kind for kind, _ in mails()] == ["place_offered"] * 2
    after = facts(event)
    assert {name: state for name, (state, _, _) in after.items()} == {
        "Ann": "cancelled", "Bob": "cancelled", "Cat": "cancelled", "Dee": "placed",
        "Eve": "placed",
    }  # fmt: skip
    undone, written = chosen.undo_cancel(made, ORGANISER, now)
    assert (len(undone), written) == (3, 2)
    assert facts(event) == before


def test_who_got_their_place_again_meanwhile_is_left_alone(
    full: tuple[Event, dict[str, Attendee]],
) -> None:
    event, people = full
    now = event.starts_at - timedelta(days=7)
    ids = [people["Dee"].id, people["Eve"].id]
    made = chosen.cancel_chosen(event, ids, ORGANISER, now, tell=False, expected=[])
    restore_person(people["Eve"], ORGANISER, now, tell=False)
    before = facts(event)
    undone, _ = chosen.undo_cancel(made, ORGANISER, now)
    assert [person.name for person in undone] == ["Dee"]
    after = facts(event)
    assert after.pop("Dee")[0] == "waiting"
    assert after == {name: known for name, known in before.items() if name != "Dee"}


def test_nothing_is_undone_where_one_cannot_be(full: tuple[Event, dict[str, Attendee]]) -> None:
    event, people = full
    now = event.starts_at - timedelta(days=7)
    ids = [people["Ann"].id, people["Bob"].id]
    expected = [people["Cat"].id, people["Dee"].id]
    made = chosen.cancel_chosen(event, ids, ORGANISER, now, tell=False, expected=expected)
    db.session.get_one(Attendee, people["Cat"].id).confirmed_at = now
    db.session.commit()
    before = facts(event)
    with pytest.raises(RuleBroken) as caught:
        chosen.undo_cancel(made, ORGANISER, now)
    assert caught.value.rule is Rule.TAKEN
    assert facts(event) == before


def test_others_than_those_shown_move_up_only_after_asking_again(
    full: tuple[Event, dict[str, Attendee]],
) -> None:
    event, people = full
    before, now = facts(event), event.starts_at - timedelta(days=7)
    with pytest.raises(RuleBroken) as caught:
        chosen.cancel_chosen(event, [people["Ann"].id], ORGANISER, now, tell=True, expected=[])
    assert caught.value.rule is Rule.STALE
    many = list(range(chosen.MOST_CANCELLED + 1))
    with pytest.raises(InvalidInput):
        chosen.cancel_chosen(event, many, ORGANISER, now, tell=True, expected=[])
    assert facts(event) == before


def test_a_sector_for_all_of_them_and_back(owner: Account, event: Event) -> None:
    other = make_event(owner.body_id)
    foreign = make_attendee(other, "Stranger", "Public")
    ann, bob = make_attendee(event, "Ann", "Public"), make_attendee(event, "Bob", None)
    cat = make_attendee(event, "Cat", "Private")
    private = next(s.id for s in event.sectors if s.name == "Private")
    db.session.commit()
    ids = [ann.id, bob.id, cat.id, foreign.id]
    before = chosen.give_sector(event, ids, private, NOW)
    assert before == {ann.id: ann.event.sectors[1].id, bob.id: None}
    assert [p.sector_id for p in chosen.chosen_people(event, ids)] == [private] * 3
    db.session.commit()
    public = next(s.id for s in event.sectors if s.name == "Public")
    chosen.give_sector(event, [bob.id], public, NOW)
    assert chosen.put_sectors_back(event, before, private, NOW) == 1
    people = chosen.chosen_people(event, ids)
    assert [p.sector_id for p in people] == [public, public, private]
    with pytest.raises(InvalidInput):
        chosen.give_sector(event, ids, other.sectors[0].id, NOW)


def test_hosts_get_the_tables_that_have_none(event: Event) -> None:
    made = {name: make_attendee(event, name) for name in ("Ann", "Bob", "Cat")}
    made["Bob"].host_table = 1
    waits = make_attendee(event, "Wim", state="waiting", waiting_since=NOW)
    db.session.commit()
    ids = [person.id for person in made.values()]
    with pytest.raises(RuleBroken):
        chosen.make_hosts(event, ids, 2, NOW)
    with pytest.raises(RuleBroken):
        chosen.make_hosts(event, [waits.id], 8, NOW)
    given = chosen.make_hosts(event, ids, 3, NOW)
    assert given == {made["Ann"].id: 2, made["Cat"].id: 3}
    assert [p.host_table for p in chosen.chosen_people(event, ids)] == [2, 1, 3]
    # Another organiser gives Cat another table meanwhile: undoing leaves it to her.
    db.session.get_one(Attendee, made["Cat"].id).host_table = 4
    db.session.commit()
    assert chosen.put_hosts_back(event, given, NOW) == 1
    assert [p.host_table for p in chosen.chosen_people(event, ids)] == [None, 1, 4]


def test_sectors_are_chosen_for_many_at_once(owner: Account, event: Event) -> None:
    ann, bo = make_attendee(event, "Ann", None), make_attendee(event, "Bo", "Public")
    other = make_attendee(make_event(owner.body_id), "Cy", None)
    public = event.sectors[1].id
    wanted = {ann.id: public, bo.id: public, other.id: public}
    assert chosen.choose_sectors(event, wanted, NOW) == 1
    assert (ann.sector_id, other.sector_id) == (public, None)
    with pytest.raises(InvalidInput):
        chosen.choose_sectors(event, {ann.id: 99999}, NOW)
