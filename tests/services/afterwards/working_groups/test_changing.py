from datetime import timedelta

import pytest

from scheduler.domain.states import GroupAnswer
from scheduler.errors import NotFound, RuleBroken
from scheduler.models import Event, db
from scheduler.services.afterwards.working_groups import changing
from tests.services.afterwards.working_groups.rooms import (
    AREAS,
    after_of,
    guests,
    propose,
    standing_of,
)

HERE, THERE = (AREAS[0], 1), (AREAS[1], 1)


def _version(event: Event) -> int:
    return standing_of(event).proposal.version


def test_the_effect_of_a_move_is_what_the_move_does(event: Event) -> None:
    people = guests(event, 12)
    people[0].organisation = people[1].organisation = "Braes Carers"
    db.session.commit()
    propose(event)
    mover = people[0].id
    before = standing_of(event)
    assert before.placing[mover] == HERE
    go, stay, new = changing.move_options(before, mover)
    assert (new.slot, new.new, new.size) == ((AREAS[0], 2), True, 1)
    assert (stay.here, stay.links, stay.breaks) == (True, 0, ())
    assert (go.slot, go.here, go.new, go.size) == (THERE, False, False, 7)
    assert go.breaks == (
        "Person 00 did not choose this area.",
        "Person 00 and Person 01 are colleagues.",
    )
    changing.move_member(event, mover, THERE, _version(event), after_of(event))
    after = standing_of(event)
    assert after.placing == {**before.placing, mover: THERE}
    links = changing.links_in(after, after.placing) - changing.links_in(before, before.placing)
    assert links == go.links
    assert changing.breaches_in_words(after, after.placing) == {THERE: [*go.breaks]}


def test_whoever_is_moved_is_asked_again_and_undo_brings_everything_back(event: Event) -> None:
    people = guests(event, 12)
    propose(event)
    now, mover = after_of(event), people[0].id
    row = standing_of(event).rows[mover]
    row.answer, row.told_at, row.answered_at, row.convenes = GroupAnswer.AGREED, now, now, True
    db.session.commit()
    changing.move_member(event, mover, THERE, _version(event), now + timedelta(minutes=1))
    row = standing_of(event).rows[mover]
    assert (row.answer, row.told_at, row.convenes) == (GroupAnswer.OPEN, None, False)
    changing.undo_change(event, _version(event))
    row = standing_of(event).rows[mover]
    assert standing_of(event).placing[mover] == HERE
    assert (row.answer, row.told_at, row.convenes) == (GroupAnswer.AGREED, now, True)
    with pytest.raises(RuleBroken, match="nothing to take back"):
        changing.undo_change(event, _version(event))


def test_out_of_the_groups_and_into_a_new_one(event: Event) -> None:
    people = guests(event, 8, AREAS[:1])
    propose(event)
    mover = people[3].id
    changing.move_member(event, mover, None, _version(event), after_of(event))
    assert mover not in standing_of(event).placing
    new = (AREAS[0], 2)
    assert [option.slot for option in changing.move_options(standing_of(event), mover)] == [
        HERE,
        new,
    ]
    changing.move_member(event, mover, new, _version(event), after_of(event))
    assert standing_of(event).placing[mover] == new
    changing.undo_change(event, _version(event))
    changing.undo_change(event, _version(event))
    assert standing_of(event).placing[mover] == HERE
    assert len(standing_of(event).proposal.groups) == 1


def test_a_group_has_one_convenor(event: Event) -> None:
    people = guests(event, 4, AREAS[:1])
    propose(event)
    changing.make_convenor(event, people[2].id, _version(event), after_of(event))
    assert [k for k, row in standing_of(event).rows.items() if row.convenes] == [people[2].id]
    changing.undo_change(event, _version(event))
    assert [k for k, row in standing_of(event).rows.items() if row.convenes] == [people[0].id]


def test_a_page_that_is_old_changes_nothing(event: Event) -> None:
    people = guests(event, 8, AREAS[:1])
    propose(event)
    old, now = _version(event), after_of(event)
    changing.move_member(event, people[0].id, None, old, now)
    before = standing_of(event).placing
    for change in (
        lambda: changing.move_member(event, people[1].id, None, old, now),
        lambda: changing.make_convenor(event, people[1].id, old, now),
        lambda: changing.undo_change(event, old),
    ):
        with pytest.raises(RuleBroken, match="changed the groups meanwhile"):
            change()
    assert standing_of(event).placing == before


def test_nobody_is_moved_who_was_not_there_or_to_an_area_that_is_not(event: Event) -> None:
    people = guests(event, 4, AREAS[:1])
    propose(event)
    with pytest.raises(NotFound):
        changing.move_member(event, 10_000, HERE, _version(event), after_of(event))
    with pytest.raises(NotFound):
        changing.move_member(event, people[0].id, ("Cars", 1), _version(event), after_of(event))
    with pytest.raises(NotFound):
        changing.make_convenor(event, 10_000, _version(event), after_of(event))


def test_an_answer_since_the_change_stands(event: Event) -> None:
    people = guests(event, 12)
    propose(event)
    now, mover = after_of(event), people[0].id
    changing.move_member(event, mover, THERE, _version(event), now)
    row = standing_of(event).rows[mover]
    row.told_at = row.answered_at = now + timedelta(minutes=1)
    row.answer = GroupAnswer.AGREED
    db.session.commit()
    with pytest.raises(RuleBroken, match="has answered since"):
        changing.undo_change(event, _version(event))
    assert standing_of(event).placing[mover] == THERE


def test_who_was_asked_since_the_change_is_not_moved_back_unasked(event: Event) -> None:
    people = guests(event, 12)
    propose(event)
    now, mover = after_of(event), people[0].id
    changing.move_member(event, mover, THERE, _version(event), now)
    standing_of(event).rows[mover].told_at = now + timedelta(minutes=1)
    db.session.commit()
    with pytest.raises(RuleBroken, match="has been asked since"):
        changing.undo_change(event, _version(event))
    assert standing_of(event).placing[mover] == THERE
