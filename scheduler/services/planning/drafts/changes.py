"""What happened to an event's people and rules since a plan was made."""

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.domain.morning.chairs import Unseated
from scheduler.domain.words.score import WorthNow, stale_sentence
from scheduler.engine import rules
from scheduler.engine.problem import Problem
from scheduler.engine.result import measure, ordered_in
from scheduler.engine.rules import HardRule, Violation
from scheduler.errors import RuleBroken
from scheduler.models import Attendee, Event, Plan, Seat
from scheduler.services.people.presence import away_ids
from scheduler.services.planning.plans import (
    PlannedSeat,
    comes,
    planned_people,
    planned_places,
    rounds_of,
)
from scheduler.services.planning.problem import placed_attendees, problem_for
from scheduler.services.planning.problem_again import origin_of

PERSONAL_RULES = frozenset(HardRule) - {
    HardRule.ROUNDS,
    HardRule.SIZES,
    HardRule.LIMIT,
    HardRule.SIT_OUT,
}
"""The rules a change to a person can break in a plan that was right when it was made."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened to an event's people and rules since a plan was made.

    ``joined`` and ``left`` are names; ``partly``: who is seated in some rounds, and has no table
    in these. ``broken`` are sentences of rules that the plan no longer keeps; ``pairs`` is the
    number of cross-sector pairs as it is now, where it differs although nobody joined or left
    (somebody's sector was corrected), else None. ``now``: what it is worth with those who come,
    None while that is what was stored or cannot be told.
    """

    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    pairs: int | None = None
    now: WorthNow | None = None
    partly: tuple[Unseated, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.left or self.beyond_absence)

    @property
    def beyond_absence(self) -> bool:
        """Whether more has happened than that people cancelled and leave their seats empty."""
        return bool(self.joined or self.broken or self.pairs is not None)


def changes_since(
    event: Event, plan: Plan, seats: Sequence[Seat] | None = None, *, begun: int = 0
) -> Changes:
    """Compare the people and rules of now with those a plan was made for.

    Whoever cancelled and sits only in the rounds that a re-plan kept is no change to it, and
    nothing is of which only the first ``begun`` rounds say so: no new plan changes them.
    """
    planned = planned_people(plan) if seats is None else {s.attendee_id: s.attendee for s in seats}
    places: Sequence[PlannedSeat] = planned_places(plan) if seats is None else seats
    coming, away = placed_attendees(event.id), away_ids(event.id)
    joined = tuple(a.name for a in coming if a.id not in planned)
    last = {seat.attendee_id: seat.round for seat in places}
    left = tuple(
        a.name
        for a in planned.values()
        if not comes(a, away) and last[a.id] >= max(_awaited_until(a, plan), begun + 1)
    )
    rounds = rounds_of(plan, places)
    try:
        problem = problem_for(event, held=max(begun, _held(plan)), standing=rounds)
    except RuleBroken as error:
        return Changes(joined, left, (error.sentence,))
    if event.rounds != plan.rounds:
        sentence = f"The event now has {event.rounds} rounds; this plan has {plan.rounds}."
        return Changes(joined, left, (sentence,))
    new = {str(a.id) for a in coming if a.id not in planned}
    gone = {str(a.id) for a in planned.values() if not comes(a, away)}
    broken = {
        (violation.rule, violation.people): violation.sentence
        # Once for each person and rule, from its first round: the last entry written stays.
        for violation in reversed(_ahead(rules.check(problem, rounds), begun))
        if violation.rule in PERSONAL_RULES and not (new | gone).intersection(violation.people)
    }
    now = _worth(problem, plan, [place for place in places if str(place.attendee_id) not in gone])
    differs = now.links != plan.score["cross_sector_pairs"]
    pairs = now.links if differs and not (joined or left) else None
    told = now if differs or joined or left else None
    partly = _partly(problem, plan, begun, [a for a in coming if a.id in planned], places)
    return Changes(joined, left, tuple(reversed(broken.values())), pairs, told, partly)


def _partly(
    problem: Problem,
    plan: Plan,
    begun: int,
    people: Sequence[Attendee],
    places: Sequence[PlannedSeat],
) -> tuple[Unseated, ...]:
    """Who of the people has a seat in the plan and none in some round to come."""
    settled, ahead = {(p.round, p.attendee_id) for p in places}, range(begun + 1, plan.rounds + 1)
    here = {number: {p.key for p in problem.present(number)} for number in ahead}
    found = (
        Unseated(
            a.name, tuple(n for n in ahead if str(a.id) in here[n] and (n, a.id) not in settled)
        )
        for a in people
    )
    return tuple(one for one in found if one.rounds)


def _held(plan: Plan) -> int:
    """How many rounds had begun when the plan took another's place."""
    origin = origin_of(plan)
    return origin.held if origin else 0


def _awaited_until(person: Attendee, plan: Plan) -> int:
    """The last round of the plan for which they had said they would be there."""
    return min(person.leaves_after_round or plan.rounds, plan.rounds)


def _ahead(violations: Sequence[Violation], begun: int) -> list[Violation]:
    """Those of the rounds that have not begun, or of all of them."""
    return [each for each in violations if each.round is None or each.round > begun]


def _worth(problem: Problem, plan: Plan, seats: Sequence[PlannedSeat]) -> WorthNow:
    """What the seats are worth; repeats that the rules order are left aside."""
    rounds = rounds_of(plan, seats)
    counts = measure(problem, rounds)
    return WorthNow(
        people=len({seat.attendee_id for seat in seats}),
        links=counts.cross_sector_pairs,
        fewest=counts.fewest,
        worst_off=tuple(map(int, counts.worst_off)),
        repeats=counts.repeats - ordered_in(problem, rounds).repeats,
        same_organisation=counts.same_organisation,
        wishes_kept=counts.wishes_kept,
        wishes=len(problem.wishes),
    )


def why_stale(changes: Changes, *, fits_in: bool = False) -> str:
    """The sentence that says why a plan should be made again, or changes be fitted in."""
    joined, left = len(changes.joined), len(changes.left)
    differs = changes.pairs is not None
    return stale_sentence(joined, left, changes.broken, differs, fits_in=fits_in)
