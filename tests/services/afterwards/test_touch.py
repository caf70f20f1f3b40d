"""Who wants to stay in touch learns of it when both say yes, and of nothing else."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from scheduler.domain.afterwards.touch import LONGEST_NOTE, OPEN_FOR, TouchReply
from scheduler.errors import InvalidInput, Rule, RuleBroken
from scheduler.models import Attendee, Event, TouchAnswer, db
from scheduler.services.afterwards.touch import forget_one_sided, partners_of, say, touch_progress
from scheduler.services.morning import attendance
from tests.builders import make_attendee, make_plan

YES, NO = TouchReply(yes=True), TouchReply(yes=False)


@pytest.fixture
def four(event: Event) -> list[Attendee]:
    """Ann sits with Bea, then with Cem; Dan with none of them but Cem and Bea."""
    people = [make_attendee(event, name) for name in ("Ann Lee", "Bea Ray", "Cem Oz", "Dan Fox")]
    ann, bea, cem, dan = people
    make_plan(event, [{1: [ann, bea], 2: [cem, dan]}, {1: [cem, ann], 2: [bea, dan]}])
    return people


def after(event: Event) -> datetime:
    return event.ends_at + timedelta(hours=1)


def met_names(person: Attendee, now: datetime) -> list[str]:
    return [one.person.name for one in partners_of(person, now)]


def mutual(people: Sequence[Attendee], now: datetime) -> set[tuple[str, str]]:
    return {
        (person.name, one.person.name)
        for person in people
        for one in partners_of(person, now)
        if one.mutual
    }


def test_whom_one_met_in_the_order_of_the_rounds(event: Event, four: list[Attendee]) -> None:
    found = partners_of(four[0], after(event))
    assert [(one.person.name, one.met_words) for one in found] == [
        ("Bea Ray", "We met at table 1 in round 1"),
        ("Cem Oz", "We met at table 1 in round 2"),
    ]


def test_who_did_not_come_met_nobody(event: Event, four: list[Attendee]) -> None:
    for person in (four[0], four[2], four[3]):
        attendance.check_in(event, person.id, "", event.starts_at)
    assert (met_names(four[0], after(event)), met_names(four[1], after(event))) == (
        ["Cem Oz"],
        [],
    )


def test_two_say_yes_and_one_says_no(event: Event, four: list[Attendee]) -> None:
    ann, bea, cem, _ = four
    now = after(event)
    say(ann, {bea.id: YES, cem.id: YES}, now)
    assert mutual(four, now) == set()
    say(bea, {ann.id: YES}, now)
    say(cem, {ann.id: NO}, now)
    assert mutual(four, now) == {("Ann Lee", "Bea Ray"), ("Bea Ray", "Ann Lee")}
    assert (touch_progress(event).answered, touch_progress(event).pairs) == (3, 1)


def test_a_yes_that_is_taken_back_ends_it_for_both(event: Event, four: list[Attendee]) -> None:
    ann, bea, now = four[0], four[1], after(event)
    say(ann, {bea.id: YES}, now)
    say(bea, {ann.id: YES}, now)
    say(bea, {ann.id: NO}, now)
    assert mutual(four, now) == set()


def test_a_person_sees_the_same_of_a_no_as_of_silence(event: Event, four: list[Attendee]) -> None:
    ann, bea, now = four[0], four[1], after(event)
    say(ann, {bea.id: YES}, now)
    silent = partners_of(ann, now)
    say(bea, {ann.id: TouchReply(yes=False, note="No thanks")}, now)
    assert partners_of(ann, now) == silent


def test_somebody_they_did_not_meet_is_passed_over(event: Event, four: list[Attendee]) -> None:
    ann, dan, now = four[0], four[3], after(event)
    assert say(ann, {dan.id: YES}, now) == 0
    assert db.session.scalars(select(TouchAnswer)).all() == []


@pytest.mark.parametrize("late", [-timedelta(seconds=1), OPEN_FOR])
def test_outside_of_its_time_nothing_is_said(
    event: Event, four: list[Attendee], late: timedelta
) -> None:
    with pytest.raises(RuleBroken) as refused:
        say(four[0], {four[1].id: YES}, event.ends_at + late)
    assert refused.value.rule is Rule.CLOSED


def test_one_note_that_is_too_long_keeps_nothing(event: Event, four: list[Attendee]) -> None:
    ann, bea, cem, _ = four
    long = TouchReply(yes=True, note="x" * (LONGEST_NOTE + 1))
    with pytest.raises(InvalidInput) as refused:
        say(ann, {bea.id: YES, cem.id: long}, after(event))
    assert refused.value.field == f"note-{cem.id}"
    assert db.session.scalars(select(TouchAnswer)).all() == []


def test_what_was_never_mutual_is_deleted_and_a_note_stays(
    event: Event, four: list[Attendee]
) -> None:
    ann, bea, cem, dan = four
    now = after(event)
    say(ann, {bea.id: YES, cem.id: TouchReply(yes=True, note="Send her the leaflet")}, now)
    say(bea, {ann.id: YES, dan.id: NO}, now)
    assert forget_one_sided(event.body_id, event.ends_at + OPEN_FOR) == 0
    assert forget_one_sided(event.body_id, event.ends_at + OPEN_FOR + timedelta(seconds=1)) == 2
    db.session.commit()
    rows = db.session.scalars(select(TouchAnswer)).all()
    assert {(row.attendee_id, row.other_id, row.yes, row.note) for row in rows} == {
        (ann.id, bea.id, True, ""),
        (bea.id, ann.id, True, ""),
        (ann.id, cem.id, None, "Send her the leaflet"),
    }


answers = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from([True, False])), max_size=12
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(said=answers)
def test_whatever_is_said_only_two_yeses_are_mutual(
    event: Event, four: list[Attendee], said: list[tuple[int, int, bool]]
) -> None:
    db.session.query(TouchAnswer).delete()
    db.session.commit()
    now = after(event)
    met = {p.name: set(met_names(p, now)) for p in four}
    last: dict[tuple[str, str], bool] = {}
    for a, b, yes in said:
        one, other = four[a], four[b]
        say(one, {other.id: TouchReply(yes)}, now)
        if other.name in met[one.name]:
            last[one.name, other.name] = yes
    expected = {(a, b) for (a, b), yes in last.items() if yes and last.get((b, a))}
    assert mutual(four, now) == expected
