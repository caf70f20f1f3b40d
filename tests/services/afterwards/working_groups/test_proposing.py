import pytest

from scheduler.domain.afterwards.working_groups.problem import GroupSizes
from scheduler.domain.states import GroupAnswer, JobState
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Event, PairRule, db
from scheduler.services.afterwards.working_groups import proposing
from scheduler.services.afterwards.working_groups.board import proposal_of
from tests.builders import make_attendee
from tests.services.afterwards.working_groups.rooms import (
    AREAS,
    after_of,
    guests,
    propose,
    standing_of,
)


def test_groups_are_made_of_who_was_there_and_keep_the_rules(event: Event) -> None:
    people = guests(event, 9, AREAS[:1])
    make_attendee(event, "No Area", "Public")
    make_attendee(event, "No Sector", None, priorities=[AREAS[0]])
    make_attendee(event, "Not There", "Public", priorities=[AREAS[0]], state="waiting")
    one, other, *_ = sorted(person.id for person in people)
    db.session.add(PairRule(event_id=event.id, kind="apart", a_id=one, b_id=other))
    people[5].host_table = 1
    db.session.commit()
    job = propose(event)
    assert (job.state, job.sentence) == (JobState.DONE, "")
    standing = standing_of(event)
    placed = standing.placing
    assert len(placed) == 8
    assert placed.keys() < {person.id for person in people}
    assert set(placed.values()) == {(AREAS[0], 1)}
    assert len({one, other} & placed.keys()) == 1
    assert standing.proposal.ceiling["placed"] == 8
    assert "1 person chose none of the areas." in standing.proposal.limits
    assert [key for key, row in standing.rows.items() if row.convenes] == [people[5].id]


def test_made_again_who_agreed_stays_and_who_said_not_now_is_left_out(event: Event) -> None:
    people = guests(event, 8, AREAS[:1])
    propose(event, largest=4)
    rows = standing_of(event).rows
    stays, leaves, *_ = rows
    rows[stays].answer, rows[leaves].answer = GroupAnswer.AGREED, GroupAnswer.DECLINED
    rows[stays].told_at = rows[leaves].told_at = after_of(event)
    db.session.commit()
    job = propose(event, largest=8)
    assert job.state == JobState.DONE
    standing = standing_of(event)
    assert standing.rows.keys() == {person.id for person in people} - {leaves}
    assert standing.rows[stays].answer == GroupAnswer.AGREED
    assert standing.declined.keys() == {leaves}
    assert sum(row.convenes for row in standing.rows.values()) == 1


def test_an_answer_that_comes_meanwhile_is_not_overwritten(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    guests(event, 6, AREAS[:1])
    propose(event)
    solve = proposing._solve

    def slowly(*args: object) -> object:
        next(iter(standing_of(event).rows.values())).answer = GroupAnswer.DECLINED
        db.session.commit()
        return solve(*args)

    monkeypatch.setattr(proposing, "_solve", slowly)
    before = standing_of(event).proposal.made_at
    job = propose(event, largest=5)
    assert job.state == JobState.FAILED
    assert job.sentence.startswith("Somebody answered")
    assert len(standing_of(event).rows) == 5
    assert standing_of(event).proposal.made_at == before


def test_what_cannot_be_made_is_refused_before_a_job_is_queued(event: Event) -> None:
    now = after_of(event)
    with pytest.raises(RuleBroken, match="once the last round is over"):
        proposing.request_groups(event, GroupSizes(), event.starts_at)
    with pytest.raises(RuleBroken, match="has chosen a priority area"):
        proposing.request_groups(event, GroupSizes(), now)
    guests(event, 2)
    for sizes in (GroupSizes(1), GroupSizes(6, 5), GroupSizes(4, 21), GroupSizes(most=7)):
        with pytest.raises(InvalidInput):
            proposing.request_groups(event, sizes, now)
    event.priority_areas = []
    db.session.commit()
    with pytest.raises(RuleBroken, match="no priority areas"):
        proposing.request_groups(event, GroupSizes(), now)
    assert proposal_of(event) is None


def test_two_presses_are_one_job(event: Event) -> None:
    guests(event, 6)
    first = proposing.request_groups(event, GroupSizes(), after_of(event))
    assert proposing.request_groups(event, GroupSizes(3), after_of(event)).id == first.id
