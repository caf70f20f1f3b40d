"""Changes of working groups: undone and made again, until people are asked or answer."""

from datetime import timedelta

import pytest

from scheduler.domain.states import GroupAnswer
from scheduler.errors import RuleBroken
from scheduler.models import Event, GroupEdit, db
from scheduler.services.afterwards.working_groups.history import (
    GONE,
    group_steps,
    hold_groups,
    redo_group_edit,
    undo_group_edit,
)
from scheduler.services.afterwards.working_groups.moving import make_convenor
from scheduler.services.afterwards.working_groups.telling import ask_members
from tests.builders import Account
from tests.services.afterwards.working_groups.rooms import (
    AREAS,
    after_of,
    guests,
    move,
    propose,
    standing_of,
)

THERE = (AREAS[1], 1)
Standing = dict[int, tuple[object, ...]]


def stand(event: Event) -> Standing:
    """How everybody in a group stands."""
    found = standing_of(event)
    return {
        key: (found.placing[key], row.convenes, row.answer, row.told_at, row.answered_at)
        for key, row in found.rows.items()
    }


def test_whatever_is_undone_and_made_again_the_groups_are_what_they_were(
    event: Event, owner: Account
) -> None:
    people = guests(event, 12)
    propose(event)
    row = standing_of(event).rows[people[0].id]
    row.answer, row.told_at, row.answered_at = GroupAnswer.AGREED, *[after_of(event)] * 2
    db.session.commit()
    states, user = [stand(event)], owner.user
    for change in (
        lambda: move(event, user, people[0], THERE),
        lambda: move(event, user, people[2], (AREAS[0], 2)),
        lambda: move(event, user, people[4], THERE, people[1]),
        lambda: make_convenor(event, people[6].id, user, after_of(event)),
        lambda: move(event, user, people[3], None),
        lambda: propose(event, largest=4, most=2),
    ):
        change()
        states.append(stand(event))
    assert len({str(state) for state in states}) == 7
    edits = [edit.id for edit in group_steps(standing_of(event).proposal).newest(9)]
    for edit, state in zip(edits, reversed(states[:-1]), strict=True):
        undo_group_edit(event, edit)
        assert stand(event) == state
    assert [group.area for group in standing_of(event).proposal.groups] == sorted(AREAS)
    for edit, state in zip(reversed(edits), states[1:], strict=True):
        redo_group_edit(event, edit)
        assert stand(event) == state


def test_an_answer_since_the_change_stands(event: Event, owner: Account) -> None:
    people = guests(event, 12)
    propose(event)
    edit = make_convenor(event, people[2].id, owner.user, after_of(event))
    row = standing_of(event).rows[people[4].id]
    row.told_at = row.answered_at = after_of(event) + timedelta(minutes=1)
    row.answer = GroupAnswer.AGREED
    db.session.commit()
    before = stand(event)
    with pytest.raises(RuleBroken, match="has answered since"):
        undo_group_edit(event, edit.id)
    assert stand(event) == before


def test_once_people_were_asked_nothing_is_undone(event: Event, owner: Account) -> None:
    people = guests(event, 12)
    propose(event)
    edit = move(event, owner.user, people[0], THERE).id
    ask_members(event, 12, owner.user, after_of(event))
    assert db.session.query(GroupEdit).count() == 0
    before = stand(event)
    with pytest.raises(RuleBroken, match="nothing was undone"):
        undo_group_edit(event, edit)
    assert stand(event) == before
    move(event, owner.user, people[2], THERE)
    assert len(group_steps(standing_of(event).proposal).newest(9)) == 1


def test_whoever_has_gone_since_is_passed_over(event: Event, owner: Account) -> None:
    people = guests(event, 12)
    propose(event)
    edit = move(event, owner.user, people[0], THERE, people[1])
    people[0].state = "cancelled"
    db.session.commit()
    undo_group_edit(event, edit.id)
    assert standing_of(event).placing[people[1].id] == THERE


def test_groups_that_are_gone_are_not_held(event: Event) -> None:
    with pytest.raises(RuleBroken, match=GONE):
        hold_groups(event)
