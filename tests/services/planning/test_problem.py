"""Sign-ups become a problem, or one sentence that says why they cannot."""

import pytest

from scheduler.engine.problem import Odd, Person
from scheduler.errors import RuleBroken
from scheduler.models import Event, Job, PairRule, db
from scheduler.services.planning import run as planning
from tests.builders import NOW, Account, make_attendee, make_event, make_people


def test_everybody_with_a_place_becomes_a_person(event: Event) -> None:
    ann = make_attendee(
        event,
        "Ann",
        "Private",
        host_table=1,
        stays=True,
        arrives_round=2,
        leaves_after_round=3,
        priorities=["Housing"],
        offers=["a venue"],
        asks=["volunteers"],
    )
    ben = make_attendee(event, "Ben", "Public")
    make_attendee(event, "Cy", "Public", state="waiting")
    make_attendee(event, "Di", "Public", state="cancelled")

    problem = planning.problem_for(event)

    assert problem.people == (
        Person(
            key=str(ann.id),
            name="Ann",
            organisation="Ann Trust",
            sector="Private",
            host_table=1,
            stays=True,
            arrives_round=2,
            leaves_after_round=3,
            priorities=("Housing",),
            offers=("a venue",),
            asks=("volunteers",),
        ),
        Person(str(ben.id), "Ben", "Ben Trust", "Public"),
    )
    assert problem.rounds == 4


def test_when_people_cancel_tables_with_a_host_stay_in_use(event: Event) -> None:
    people = make_people(event, 9)
    people[0].host_table = 3
    assert planning.problem_for(event).table_count == 3
    people[8].state = people[7].state = people[6].state = people[5].state = "cancelled"
    with pytest.raises(RuleBroken, match=r"^Person 00 hosts table 3, but 5 people sit at"):
        planning.problem_for(event)


@pytest.mark.parametrize(
    ("settings", "people", "pairs", "tables", "limit"),
    [
        ({"format": "tables", "table_size": 5}, 11, False, 3, 5),
        ({"format": "tables", "table_size": 5, "table_count": 2}, 11, False, 2, None),
        ({"format": "trios", "table_size": 5}, 11, False, 4, 3),
        ({"format": "pairs", "odd": "sit-out"}, 11, True, 0, None),
    ],
)
def test_the_format_decides_the_tables(
    owner: Account,
    settings: dict[str, object],
    people: int,
    pairs: bool,
    tables: int,
    limit: int | None,
) -> None:
    event = make_event(owner.body_id, **settings)
    make_people(event, people)
    problem = planning.problem_for(event)
    assert (problem.pairs, problem.table_count, problem.table_limit) == (pairs, tables, limit)
    assert problem.odd is Odd(event.odd)


def test_rules_between_two_people_count_while_both_come(event: Event) -> None:
    ann, ben, cy = (make_attendee(event, name) for name in ("Ann", "Ben", "Cy"))
    gone = make_attendee(event, "Gone", state="cancelled")
    rules_wanted = [("apart", ann, ben), ("together", ann, cy), ("must_meet", ben, cy)]
    rules_wanted += [("wish", ann, ben), ("apart", cy, gone)]
    for kind, a, b in rules_wanted:
        db.session.add(PairRule(event_id=event.id, kind=kind, a_id=a.id, b_id=b.id))
    db.session.commit()

    problem = planning.problem_for(event)

    def keys(*people) -> tuple[str, ...]:  # type: ignore[no-untyped-def]
        return tuple(sorted(str(person.id) for person in people))

    assert problem.apart == {keys(ann, ben)}
    assert problem.together == {keys(ann, cy)}
    assert problem.must_meet == {keys(ben, cy)}
    assert problem.wishes == {keys(ann, ben)}


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        (
            [],
            "Nobody has a place yet. Share the sign-up link or add people, then assign the rounds.",
        ),
        (
            [("Ann", {})],
            "Ann is the only person so far. Rounds need at least two people.",
        ),
        (
            [("Ann", {"sector_id": None}), ("Ben", {})],
            "Ann has no sector. Choose a sector for each on the People page, then assign the "
            "rounds.",
        ),
        (
            [(name, {"sector_id": None}) for name in ("Ann", "Ben", "Cy", "Di", "Ed")],
            "Ann, Ben, Cy and 2 more have no sector. Choose a sector for each on the People page, "
            "then assign the rounds.",
        ),
        (
            [("Ann", {"arrives_round": 5}), ("Ben", {})],
            "Ann arrives in round 5, but there are only 4 rounds. Correct it on the People page.",
        ),
        (
            [("Ann", {"arrives_round": 3, "leaves_after_round": 2}), ("Ben", {})],
            "Ann leaves after round 2, before arriving in round 3. Correct it on the People page.",
        ),
        (
            [("Ann", {"host_table": 7}), ("Ben", {})],
            "Ann hosts table 7, but 2 people sit at tables 1 to 1. Change the host's table on the "
            "People page, or the tables in the event's settings.",
        ),
    ],
)
def test_what_cannot_be_planned_is_refused_in_one_sentence(
    owner: Account, event: Event, people: list[tuple[str, dict[str, object]]], sentence: str
) -> None:
    for name, changes in people:
        make_attendee(event, name, **changes)
    with pytest.raises(RuleBroken) as refusal:
        planning.request_plan(event, owner.user, NOW)
    assert refusal.value.sentence == sentence
    assert db.session.query(Job).count() == 0


def test_more_tables_than_people_is_refused(owner: Account) -> None:
    event = make_event(owner.body_id, table_count=9)
    make_people(event, 6)
    with pytest.raises(RuleBroken) as refusal:
        planning.problem_for(event)
    assert refusal.value.sentence == (
        "9 tables for 6 people would leave everybody alone. Set at most 3 tables in the event's "
        "settings."
    )
