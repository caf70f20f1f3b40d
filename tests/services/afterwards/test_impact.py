"""The figures of a report, counted again from its own CSV by a script that shares nothing."""

import csv
import io
import random
from collections import defaultdict
from datetime import timedelta
from itertools import combinations

import pytest
from sqlalchemy import select

from scheduler.domain.afterwards.figures.impact import Impact
from scheduler.models import Attendee, Event, Series, db
from scheduler.services.afterwards.happened import happened
from scheduler.services.afterwards.impact import sittings_csv, story_of
from scheduler.services.afterwards.reports import begin_report
from scheduler.services.morning import attendance
from tests.builders import Account, make_attendee, make_event, make_plan, make_series

SECTORS = ("Voluntary", "Public", "Private")
TRUSTS = ("Braes Ltd", "Open Door", "NHS GGC", "Loch View", "Equity", "n/a")


@pytest.fixture
def series(owner: Account, event: Event) -> Series:
    """Three breakfasts of 15 people at 3 tables in 3 rounds; a quarter of them do not come."""
    chance = random.Random(5)
    events = []
    for quarter in range(3):
        starts = event.starts_at + timedelta(days=90 * quarter)
        one = make_event(owner.body_id, starts_at=starts, ends_at=starts + timedelta(hours=2))
        numbers = chance.sample(range(20), 15)
        people = [_guest(one, n, quarter) for n in numbers]
        make_plan(one, [_tables(people, chance) for _ in range(3)])
        for person in people:
            if chance.random() < 0.75:
                attendance.check_in(one, person.id, "", starts)
        events.append(one)
    return make_series(*events)


def _guest(event: Event, number: int, quarter: int) -> Attendee:
    trust = TRUSTS[number % len(TRUSTS)]
    # Spellings drift from one breakfast to the next.
    spelling = trust.upper() if (number + quarter) % 3 == 0 else trust
    sector = SECTORS[number % len(TRUSTS) % 3]
    return make_attendee(event, f"Guest Number{number}", sector, organisation=spelling)


def _tables(people: list[Attendee], chance: random.Random) -> dict[int | None, list[Attendee]]:
    order = chance.sample(people, len(people))
    return {table + 1: order[table::3] for table in range(3)}


def recount(text: str) -> dict[str, object]:
    """Count the report from its CSV alone."""
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    known: set[tuple[str, str]] = set()
    new, total, first = 0, 0, set()
    met = defaultdict(set)
    pairs_before: set[tuple[str, str]] = set()
    for date in sorted({row["date"] for row in rows}):
        here = [row for row in rows if row["date"] == date]
        told = here[0]["in this report"] == "yes"
        sat = set()
        for a, b in combinations(here, 2):
            if not a["round"] or (a["round"], a["table"]) != (b["round"], b["table"]):
                continue
            ends = sorted([(a["person"], a), (b["person"], b)], key=lambda end: end[0])
            (one, x), (other, y) = ends
            sat.add((one, other))
            if x["sector"] == y["sector"]:
                continue
            if (one, other) not in known:
                known.add((one, other))
                total += 1
                new += told
            orgs = tuple(sorted(o["organisation"] for o in (x, y)))
            if told:
                met[one].add(other)
                met[other].add(one)
                if all(orgs) and orgs[0] != orgs[1]:
                    first.add(orgs)
            elif all(orgs):
                pairs_before.add(orgs)
        known |= sat
    people = {row["person"] for row in rows if row["in this report"] == "yes"}
    return {
        "new": new,
        "total": total,
        "came": len(people),
        "mean": sum(len(met[p]) for p in people) / len(people),
        "first pairs": len(first - pairs_before),
    }


def figures(found: Impact) -> dict[str, object]:
    return {
        "new": found.new,
        "total": found.steps[-1].total,
        "came": found.came,
        "mean": found.mean,
        "first pairs": found.first_pairs,
    }


def test_the_figures_can_be_counted_again_from_the_csv(series: Series) -> None:
    own = select(Event).where(Event.series_id == series.id).order_by(Event.starts_at)
    events = db.session.scalars(own).all()
    now = events[-1].ends_at
    for thing in (*events, series):
        report = begin_report(thing)
        story = story_of(report, now)
        assert story is not None
        assert figures(story.impact) == recount(sittings_csv(report, now))
    last = happened(events[-1], now)
    assert last is not None
    step = story.impact.steps[-1]
    assert (last.met, last.first_time) == (step.met, step.new)


def test_who_has_no_link_into_a_sector_is_counted_before_and_now(owner: Account) -> None:
    first, second = (make_event(owner.body_id) for _ in range(2))
    second.starts_at, second.ends_at = (
        moment + timedelta(days=90) for moment in (first.starts_at, first.ends_at)
    )
    ann, bob = make_attendee(first, "Ann Door"), make_attendee(first, "Bob Ward", "Public")
    cat = make_attendee(first, "Cat Shed")
    make_plan(first, [{1: [ann, bob], 2: [cat]}])
    again, ward = make_attendee(second, "Cat Shed"), make_attendee(second, "Bob Ward", "Public")
    make_plan(second, [{1: [again, ward]}])
    make_series(first, second)
    story = story_of(begin_report(second), second.ends_at)
    assert story is not None
    reach = {one.sector: (one.others, one.before, list(one.now)) for one in story.impact.reach}
    assert reach["Public"] == (2, 1, [])
    assert reach["Private"] == (3, 3, ["Door Trust", "Shed Trust", "Ward Trust"])
    assert [(o.name, o.before, o.now) for o in story.impact.organisations] == [
        ("Shed Trust", 0, 1),
        ("Ward Trust", 1, 2),
    ]


def test_there_is_nothing_to_tell_before_the_end_or_of_what_was_called_off(event: Event) -> None:
    make_plan(event, [{1: [make_attendee(event, "Ann Lee")]}])
    report = begin_report(event)
    assert story_of(report, event.starts_at) is None
    event.called_off_at = event.starts_at
    assert story_of(report, event.ends_at) is None
