"""Plans read back: lists of them, one of them arranged, and what changed since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Row, func, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from scheduler.domain.events.agenda import Span, networking_start, round_times
from scheduler.domain.paper.sheet_data import NO_SECTOR
from scheduler.domain.planning.alone import Alone, Sits, alone_in
from scheduler.domain.states import RegistrationState
from scheduler.domain.words.plan_view import Member, PlaceInRound, Seating, seating
from scheduler.domain.words.score import PlanScore, WorthNow, stale_sentence
from scheduler.engine import rules
from scheduler.engine.problem import Problem, Rounds, SeatedRound
from scheduler.engine.result import measure, ordered_in
from scheduler.engine.rules import HardRule, Violation
from scheduler.errors import NotFound, RuleBroken
from scheduler.exports.paper.seated.names import sort_key
from scheduler.models import Attendee, Event, Plan, Seat, db
from scheduler.services.people.presence import away_ids
from scheduler.services.planning.memory import known_pairs
from scheduler.services.planning.problem import placed_attendees, problem_for
from scheduler.services.planning.rounds.published import published_plan

PERSONAL_RULES = frozenset(HardRule) - {
    HardRule.ROUNDS,
    HardRule.SIZES,
    HardRule.LIMIT,
    HardRule.SIT_OUT,
}
"""The rules a change to a person can break in a plan that was right when it was made."""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One plan in the list: its row, its score, and how many people it seats."""

    plan: Plan
    score: PlanScore
    people: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened to an event's people and rules since a plan was made.

    ``joined`` and ``left`` are names. ``broken`` are sentences of rules that the plan no
    longer keeps; ``pairs`` is the number of cross-sector pairs as it is now, where it differs
    although nobody joined or left (somebody's sector was corrected), else None. ``now``: what
    it is worth with those who come, None while that is what was stored or cannot be told.
    """

    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    pairs: int | None = None
    now: WorthNow | None = None

    def __bool__(self) -> bool:
        return bool(self.left or self.beyond_absence)

    @property
    def beyond_absence(self) -> bool:
        """Whether more has happened than that people cancelled and leave their seats empty."""
        return bool(self.joined or self.broken or self.pairs is not None)


@dataclass(frozen=True, slots=True)
class RoomForecast:
    """What the button will do: how many people, and the tables of the first full round.

    ``trouble`` is the sentence that says why there is nothing to assign yet, or empty, and
    ``field`` what of the people or the event it is about.
    """

    people: int
    tables: int = 0
    sizes: tuple[int, ...] = ()
    met_before: int = 0
    trouble: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Readers:
    """Who publishing reaches: people with a place, how many get a mail, who was not seated."""

    people: int
    mails: int
    unseated: tuple[str, ...]


def room_forecast(event: Event) -> RoomForecast:
    """What assigning the rounds would mean now."""
    try:
        problem = problem_for(event)
    except RuleBroken as error:
        people = len(placed_attendees(event.id))
        return RoomForecast(people, trouble=error.sentence, field=error.field)
    fullest = max(range(1, problem.rounds + 1), key=lambda r: len(problem.present(r)))
    sizes = tuple(size for size in problem.table_sizes(fullest) if size)
    distinct = tuple(sorted(set(sizes)))
    return RoomForecast(len(problem.people), len(sizes), distinct, len(problem.history))


def readers_of(event: Event, plan: Plan) -> Readers:
    """Whom publishing the plan reaches."""
    coming = placed_attendees(event.id)
    seated = set(
        db.session.scalars(select(Seat.attendee_id).where(Seat.plan_id == plan.id).distinct())
    )
    return Readers(
        people=len(coming),
        mails=sum(1 for attendee in coming if attendee.email),
        unseated=tuple(a.name for a in coming if a.id not in seated),
    )


def plans_of(event: Event) -> list[PlanLine]:
    """Every plan of the event, newest first."""
    counted = db.session.execute(
        select(Seat.plan_id, func.count(Seat.attendee_id.distinct()).label("people"))
        .join(Plan, Seat.plan_id == Plan.id)
        .where(Plan.event_id == event.id)
        .group_by(Seat.plan_id)
    )
    people = {row.plan_id: row.people for row in counted}
    plans = db.session.scalars(
        select(Plan).where(Plan.event_id == event.id).order_by(Plan.number.desc())
    )
    return [PlanLine(plan, PlanScore.read(plan.score), people.get(plan.id, 0)) for plan in plans]


def plan_of(event: Event, number: int) -> Plan:
    """The event's plan of that number. Raises NotFound."""
    plan = db.session.scalar(select(Plan).where(Plan.event_id == event.id, Plan.number == number))
    if plan is None:
        raise NotFound(f"There is no plan {number}; it may have been deleted.")
    return plan


def published_times(event: Event) -> list[Span]:
    """Start and end of the rounds that attendees see; none while no plan is published."""
    plan = published_plan(event)
    return times_of(event, plan.rounds) if plan else []


def seats_of(plan: Plan) -> Sequence[Seat]:
    """Every seat with its attendee and sector, in two queries.

    Everybody is read once and not once for each of their rounds.
    """
    seated = select(Seat.attendee_id).where(Seat.plan_id == plan.id)
    people = db.session.scalars(
        select(Attendee).where(Attendee.id.in_(seated)).options(joinedload(Attendee.sector))
    )
    known = {person.id: person for person in people}
    seats = db.session.scalars(
        select(Seat).where(Seat.plan_id == plan.id).order_by(Seat.round, Seat.table, Seat.id)
    ).all()
    for seat in seats:
        set_committed_value(seat, "attendee", known[seat.attendee_id])
    return seats


def seating_of(event: Event, plan: Plan, seats: Sequence[Seat] | None = None) -> Seating:
    """Arrange a plan by round and person; people met at earlier events are not counted as new."""
    seats = seats_of(plan) if seats is None else seats
    people = {seat.attendee_id: seat.attendee for seat in seats}
    away = away_ids(event.id)
    known = known_pairs(event, [a for a in people.values() if comes(a, away)])
    return seating(
        {key: member_of_plan(attendee, away) for key, attendee in people.items()},
        [PlaceInRound(seat.attendee_id, seat.round, seat.table) for seat in seats],
        times_of(event, plan.rounds),
        known,
        sort_key,
    )


def times_of(event: Event, rounds: int) -> list[Span]:
    """Start and end of every round, by the agenda as it is now."""
    start = networking_start(event.starts_at, event.agenda)
    return round_times(start, rounds, event.talk_minutes, event.move_minutes)


def comes(attendee: Attendee, away: frozenset[int]) -> bool:
    """Whether they have a place and are not among those ``away``."""
    return attendee.state == RegistrationState.PLACED and attendee.id not in away


def member_of_plan(attendee: Attendee, away: frozenset[int]) -> Member:
    """An attendee as plans show them; ``away``: the ids of those who do not come after all."""
    sector = attendee.sector
    return Member(
        id=attendee.id,
        name=attendee.name,
        organisation=attendee.organisation,
        sector=sector.name if sector else NO_SECTOR,
        style=sector.style if sector else 0,
        host_table=attendee.host_table,
        here=comes(attendee, away),
    )


def changes_since(
    event: Event, plan: Plan, seats: Sequence[Seat] | None = None, *, begun: int = 0
) -> Changes:
    """Compare the people and rules of now with those a plan was made for.

    Whoever cancelled and sits only in the rounds that a re-plan kept is no change to it, and
    nothing is of which only the first ``begun`` rounds say so: no new plan changes them.
    """
    seats = seats_of(plan) if seats is None else seats
    planned = {seat.attendee_id: seat.attendee for seat in seats}
    coming, away = placed_attendees(event.id), away_ids(event.id)
    joined = tuple(a.name for a in coming if a.id not in planned)
    last = {seat.attendee_id: seat.round for seat in sorted(seats, key=lambda seat: seat.round)}
    left = tuple(
        a.name
        for a in planned.values()
        if not comes(a, away)
        and last[a.id] >= min(a.leaves_after_round or plan.rounds, plan.rounds)
    )
    try:
        problem = problem_for(event)
    except RuleBroken as error:
        return Changes(joined, left, (error.sentence,))
    if event.rounds != plan.rounds:
        sentence = f"The event now has {event.rounds} rounds; this plan has {plan.rounds}."
        return Changes(joined, left, (sentence,))
    rounds = rounds_of(plan, seats)
    new = {str(a.id) for a in coming if a.id not in planned}
    gone = {str(a.id) for a in planned.values() if not comes(a, away)}
    broken = {
        (violation.rule, violation.people): violation.sentence
        # Once for each person and rule, from its first round: the last entry written stays.
        for violation in reversed(_ahead(rules.check(problem, rounds), begun))
        if violation.rule in PERSONAL_RULES and not (new | gone).intersection(violation.people)
    }
    now = _worth(problem, plan, [seat for seat in seats if str(seat.attendee_id) not in gone])
    differs = now.links != plan.score["cross_sector_pairs"]
    pairs = now.links if differs and not (joined or left) else None
    told = now if differs or joined or left else None
    return Changes(joined, left, tuple(reversed(broken.values())), pairs, told)


def _ahead(violations: Sequence[Violation], begun: int) -> list[Violation]:
    """Those of the rounds that have not begun, or of all of them."""
    return [each for each in violations if each.round is None or each.round > begun]


def _worth(problem: Problem, plan: Plan, seats: Sequence[Seat]) -> WorthNow:
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


def alone_of(seats: Sequence[Seat]) -> Alone:
    """Who of those who are coming has a table to themselves."""
    away = away_ids(seats[0].attendee.event_id) if seats else frozenset()
    return alone_in(
        Sits(seat.round, seat.table, seat.attendee.name)
        for seat in seats
        if seat.table is not None and comes(seat.attendee, away)
    )


def rounds_of(plan: Plan, seats: Iterable[Seat | Row[int, int | None, int]]) -> Rounds:
    """The plan as the engine writes plans; ``seats`` by round and table, or columns of theirs."""
    tables: list[list[list[str]]] = [[[] for _ in range(plan.tables)] for _ in range(plan.rounds)]
    out: list[list[str]] = [[] for _ in range(plan.rounds)]
    for seat in seats:
        index = seat.round - 1
        place = out[index] if seat.table is None else tables[index][seat.table - 1]
        place.append(str(seat.attendee_id))
    return tuple(
        SeatedRound(tuple(map(tuple, round_)), tuple(sitting))
        for round_, sitting in zip(tables, out, strict=True)
    )
