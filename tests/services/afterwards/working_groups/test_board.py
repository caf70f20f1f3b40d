from scheduler.domain.afterwards.working_groups.problem import GroupSizes
from scheduler.models import Event, PairRule, db
from scheduler.services.afterwards.working_groups import board
from tests.builders import make_attendee
from tests.services.afterwards.working_groups.rooms import AREAS, guests, propose


def test_rows_become_candidates_rules_and_wishes(event: Event) -> None:
    one, other, third = guests(event, 3, AREAS[:1])
    one.host_table = 1
    twin = make_attendee(
        event, "Person 01", "Public", organisation=other.organisation, email_key="x@y.z"
    )
    rules = (("apart", one, third), ("wish", one, other), ("must_meet", other, third))
    for kind, a, b in rules:
        db.session.add(PairRule(event_id=event.id, kind=kind, a_id=a.id, b_id=b.id))
    db.session.commit()
    problem = board.groups_problem(event, GroupSizes(), {})
    assert [person.key for person in problem.people] == [one.id, other.id, third.id, twin.id]
    assert [person.convenes for person in problem.people] == [True, False, False, False]
    assert problem.people[0].areas == {AREAS[0]}
    # Who may be one person is in no group twice.
    assert problem.apart == {(one.id, third.id), (other.id, twin.id)}
    assert problem.wishes == {(one.id, other.id), (other.id, third.id)}
    assert problem.areas == AREAS


def test_groups_are_counted_once_there_are_some(event: Event) -> None:
    guests(event, 8)
    assert (board.number_of_groups(event), board.groups_now(event)) == (0, None)
    assert board.stored_sizes(board.proposal_of(event)) == GroupSizes()
    propose(event, smallest=2, largest=5)
    assert board.number_of_groups(event) == 2
    assert board.stored_sizes(board.proposal_of(event)) == GroupSizes(2, 5)
