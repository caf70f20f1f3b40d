from scheduler.domain.states import GroupAnswer
from scheduler.models import Event, db
from scheduler.services.afterwards.working_groups import changing, members
from tests.services.afterwards.working_groups.rooms import (
    AREAS,
    after_of,
    guests,
    propose,
    standing_of,
)


def test_groups_made_again_can_be_taken_back(event: Event) -> None:
    people = guests(event, 8, AREAS[:1])
    propose(event)
    now = after_of(event)
    changing.make_convenor(event, people[5].id, standing_of(event).proposal.version, now)
    before = standing_of(event)
    stood = {k: (before.placing[k], row.convenes) for k, row in before.rows.items()}
    propose(event, largest=4, most=2)
    assert set(standing_of(event).placing.values()) == {(AREAS[0], 1), (AREAS[0], 2)}
    changing.undo_change(event, standing_of(event).proposal.version)
    after = standing_of(event)
    assert {k: (after.placing[k], row.convenes) for k, row in after.rows.items()} == stood
    assert [(g.area, g.number) for g in after.proposal.groups] == [(AREAS[0], 1)]


def test_the_oldest_changes_are_forgotten(event: Event) -> None:
    people = guests(event, 8, AREAS[:1])
    propose(event)
    proposal = standing_of(event).proposal
    for _ in range(members.MOST_EDITS + 3):
        members.remember_members(proposal, [people[0].id], after_of(event))
    assert len(proposal.edits) == members.MOST_EDITS


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
