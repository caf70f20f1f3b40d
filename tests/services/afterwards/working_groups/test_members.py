from scheduler.domain.states import GroupAnswer
from scheduler.models import Event, db
from scheduler.services.afterwards.working_groups import members
from tests.services.afterwards.working_groups.rooms import (
    AREAS,
    after_of,
    guests,
    propose,
    standing_of,
)


def test_how_somebody_stands_is_stored_and_put_back(event: Event) -> None:
    people = guests(event, 8, AREAS[:1])
    propose(event)
    proposal, key = standing_of(event).proposal, people[0].id
    row = members.member_rows(proposal)[key]
    row.answer, row.told_at, row.convenes = GroupAnswer.AGREED, after_of(event), False
    db.session.commit()
    stored = members.snapshot(members.member_rows(proposal)[key])
    for slot in ((AREAS[1], 2), None):
        members.move_row(proposal, key, slot)
        assert standing_of(event).placing.get(key) == slot
    assert members.snapshot(None) is None
    members.stand_as(proposal, key, stored)
    db.session.commit()
    assert members.snapshot(members.member_rows(proposal)[key]) == stored


def test_a_group_stays_as_long_as_somebody_said_not_now_to_it(event: Event) -> None:
    people = guests(event, 4, AREAS[:1])
    propose(event)
    standing = standing_of(event)
    for person in people[1:]:
        db.session.delete(standing.rows[person.id])
    standing.rows[people[0].id].answer = GroupAnswer.DECLINED
    db.session.flush()
    members.drop_empty(standing.proposal)
    assert len(standing.proposal.groups) == 1
    db.session.delete(standing.rows[people[0].id])
    db.session.flush()
    members.drop_empty(standing.proposal)
    assert standing.proposal.groups == []
