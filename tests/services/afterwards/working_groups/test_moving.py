"""People moved by hand: judged by where they are, asked again, never lost to another organiser."""

import pytest

from scheduler.domain.states import GroupAnswer
from scheduler.errors import NotFound, Rule, RuleBroken
from scheduler.models import Event, db
from scheduler.services.afterwards.working_groups.moving import (
    GroupMove,
    make_convenor,
    move_member,
)
from tests.builders import Account
from tests.services.afterwards.working_groups.rooms import (
    AREAS,
    after_of,
    guests,
    move,
    propose,
    standing_of,
)

HERE, THERE = (AREAS[0], 1), (AREAS[1], 1)


def test_two_who_look_at_the_same_board_both_move_somebody(event: Event, owner: Account) -> None:
    people = guests(event, 12)
    propose(event)
    before = standing_of(event).placing
    # Both saw the board as it was, before either moved anybody.
    moves = [GroupMove(person.id, HERE, THERE) for person in (people[0], people[2])]
    for each in moves:
        move_member(event, each, owner.user, after_of(event))
    after = standing_of(event).placing
    assert after == {**before, people[0].id: THERE, people[2].id: THERE}
    with pytest.raises(RuleBroken, match=f"Person 00 is in {AREAS[1]} by now") as caught:
        move_member(event, moves[0], owner.user, after_of(event))
    assert (caught.value.rule, standing_of(event).placing) == (Rule.STALE, after)


def test_two_change_places(event: Event, owner: Account) -> None:
    people = guests(event, 12)
    propose(event)
    before = standing_of(event).placing
    edit = move(event, owner.user, people[0], THERE, people[1])
    after = {**before, people[0].id: THERE, people[1].id: HERE}
    assert standing_of(event).placing == after
    assert [row["who"] for row in edit.changes["rows"]] == [people[0].id, people[1].id]
    # By now the partner is elsewhere.
    wanted = GroupMove(people[2].id, HERE, THERE, people[1].id)
    with pytest.raises(RuleBroken, match="Person 01 is in"):
        move_member(event, wanted, owner.user, after_of(event))
    assert standing_of(event).placing == after


def test_whoever_is_moved_is_asked_again(event: Event, owner: Account) -> None:
    people = guests(event, 12)
    propose(event)
    row = standing_of(event).rows[people[0].id]
    row.answer, row.convenes = GroupAnswer.AGREED, True
    row.told_at = row.answered_at = after_of(event)
    db.session.commit()
    move(event, owner.user, people[0], THERE)
    row = standing_of(event).rows[people[0].id]
    assert (row.answer, row.told_at, row.answered_at, row.convenes) == (
        GroupAnswer.OPEN, None, None, False,
    )  # fmt: skip


def test_a_group_has_one_convenor(event: Event, owner: Account) -> None:
    people = guests(event, 4, AREAS[:1])
    propose(event)
    make_convenor(event, people[2].id, owner.user, after_of(event))
    assert [k for k, row in standing_of(event).rows.items() if row.convenes] == [people[2].id]
    move(event, owner.user, people[2], None)
    with pytest.raises(RuleBroken, match="in no group any more"):
        make_convenor(event, people[2].id, owner.user, after_of(event))


def test_what_cannot_be_is_refused(event: Event, owner: Account) -> None:
    people = guests(event, 4, AREAS[:1])
    propose(event)
    standing_of(event).rows[people[1].id].answer = GroupAnswer.DECLINED
    db.session.commit()
    before = standing_of(event).placing
    refused = (
        (GroupMove(10_000, None, HERE), NotFound),
        (GroupMove(people[0].id, HERE, ("Cars", 1)), NotFound),
        (GroupMove(people[0].id, HERE, HERE), RuleBroken),
        (GroupMove(people[1].id, None, HERE), RuleBroken),
        (GroupMove(people[0].id, HERE, None, people[1].id), RuleBroken),
    )
    for wanted, error in refused:
        with pytest.raises(error):
            move_member(event, wanted, owner.user, after_of(event))
    assert standing_of(event).placing == before
