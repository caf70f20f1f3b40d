"""A whole morning, with everything that goes wrong on one; afterwards every record is compared.

Sixty people are expected: seventeen never come, three walk in, two come late, one steps out, one
is replaced by a colleague. The worker is killed while new tables are made, one desk has no network,
two organisers press at once, and the server is restarted in round 3.
"""

import asyncio
import json
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from scheduler.domain.states import JobKind, JobState, Presence
from scheduler.jobs.queue import Queue
from scheduler.models import Attendance, Attendee, Event, Job, Plan, RoundRun, Seat, db
from scheduler.services.afterwards.happened import happened
from scheduler.services.morning import replan as replans
from scheduler.services.morning.desk_links import make_link
from scheduler.services.planning import publishing
from scheduler.services.planning.rounds.clock import stored_clock
from scheduler.services.planning.rounds.published import published_plan
from tests.builders import Account, assign, mails, make_event, make_people, sign_in
from tests.builders.pages import ask
from tests.chaos.surroundings import served, settings
from tests.processes import kill, running, until
from tests.visitors import Visitor

HERE, ABSENT = Presence.HERE, Presence.ABSENT
ON_TIME, WITHOUT_NETWORK, LATE = range(30), range(30, 40), (40, 41)
REPLACED, NEVER, STEPS_OUT = 42, range(43, 60), 0
WALK_INS = ("Wanda Walk", "Will Walk", "Winnie Walk")
ROUNDS = 4


@pytest.fixture
def event(owner: Account) -> Event:
    """It begins now; every round would last an hour, so that only presses end one."""
    starts = datetime.now(UTC).replace(microsecond=0)
    return make_event(
        owner.body_id,
        starts_at=starts,
        ends_at=starts + timedelta(hours=9),
        capacity=60,
        rounds=ROUNDS,
        talk_minutes=60,
        move_minutes=60,
    )


class Morning:
    """The people of the event, and the ways in which the morning is worked."""

    def __init__(self, app: Flask, owner: Account, event: Event) -> None:
        self.app, self.owner, self.event_id = app, owner, event.id
        self.people = [person.id for person in make_people(event, 60)]
        publishing.publish(
            assign(event, owner.user), owner.user, datetime.now(UTC), tell=publishing.Tell.NOBODY
        )
        self.desks = [f"/desk/{make_link(event, name).token}/" for name in ("Jean", "Joan")]
        self.day = f"/organise/events/{event.id}/day"
        self.visitor = app.test_client()

    @property
    def event(self) -> Event:
        return db.session.get_one(Event, self.event_id, populate_existing=True)

    def at_desk(self, what: str, who: int = 0, desk: int = 0, **more: str) -> None:
        sent = {"what": what, "who": str(who)} | more
        assert ask(self.visitor, "POST", self.desks[desk], data=sent).status_code == 303

    def organise(self, rest: str, client: FlaskClient | None = None, **sent: str) -> None:
        answer = ask(client or self.owner.client, "POST", self.day + rest, data=sent)
        assert answer.status_code == 303

    def next(self) -> None:
        """End the round that is on, or start the next one, as one organiser or two at once."""
        clients = [self.owner.client, sign_in(self.app, self.owner.user)]
        shown = self.shown()
        sent = {"what": "next", "phase": shown[0], "round": str(shown[1])}
        presses = [
            threading.Thread(target=self.organise, args=("/clock/press", client), kwargs=sent)
            for client in clients
        ]
        for press in presses:
            press.start()
        for press in presses:
            press.join()

    def shown(self) -> tuple[str, int]:
        """Phase and round, as every page would show them."""
        room = stored_clock(self.event)
        assert room is not None
        clock = room.at(datetime.now(UTC))
        db.session.commit()
        return clock.phase.value, clock.round

    def jobs(self) -> list[JobState]:
        found = select(Job.state).where(Job.event_id == self.event_id, Job.kind == JobKind.REPLAN)
        states = list(db.session.scalars(found))
        db.session.commit()
        return states


@pytest.fixture
def morning(app: Flask, owner: Account, event: Event) -> Morning:
    return Morning(app, owner, event)


def arrive(morning: Morning) -> None:
    """The doors are open: two desks, of which one has no network for ten minutes."""
    people = morning.people
    for number in ON_TIME:
        morning.at_desk("check in", people[number])
    for name in WALK_INS:
        sector = str(morning.event.sectors[0].id)
        db.session.commit()
        morning.at_desk("walk in", name=name, sector=sector, submission=name)
    morning.at_desk("comes instead", people[REPLACED], name="Cora Colleague")
    for number in LATE:
        morning.at_desk("comes later", people[number], back_for="2")
    # Somebody whom the other desk has let in already, and sent twice as the answer was lost.
    told = [
        {"key": f"desk-2-{number}", "who": people[number], "ago": 600 - number}
        for number in (0, *WITHOUT_NETWORK)
    ]
    for _ in range(2):
        answer = ask(morning.visitor, "POST", morning.desks[1], json={"sent": told})
        assert answer.status_code == 200
    morning.organise("/desk", what="nobody else comes")


def make_new_tables(morning: Morning, env: dict[str, str], folder: Path) -> None:
    """Both plans are worked out although the worker is killed; the one of few moves is taken."""
    morning.organise("/new-tables")
    with running(["worker"], env, folder / "first.txt") as worker:
        until(lambda: JobState.QUEUED not in morning.jobs()[:1], "the worker has begun")
        kill(worker.pid)
    with running(["worker"], env, folder / "second.txt"):
        until(lambda: morning.jobs() == [JobState.DONE] * 2, "both plans are made")
    found = replans.comparison_of(morning.event, datetime.now(UTC))
    db.session.commit()
    assert found is not None
    fewest = found.options[1]
    assert fewest.plan is not None
    morning.organise(f"/new-tables/{fewest.plan.number}")


async def _polled(port: int, path: str) -> str:
    visitor = Visitor(port)
    answer = await visitor.get(path)
    visitor.close()
    assert answer.status == 200
    return answer.text


def restart_the_server(morning: Morning, env: dict[str, str], folder: Path) -> None:
    """The screen is told the same by a server that was killed and by the next one."""
    room = stored_clock(morning.event)
    assert room is not None
    db.session.commit()
    told = []
    for number in range(2):
        with served(env, folder / f"served{number}.txt") as (pid, port):
            text = asyncio.run(_polled(port, f"/screen/{room.screen_token}/state"))
            told.append({key: json.loads(text)[key] for key in ("key", "phase", "round", "ends")})
            kill(pid)
    assert told[0] == told[1]
    assert (told[0]["phase"], told[0]["round"]) == ("talk", 3)


def test_every_record_is_as_it_was_done(
    app: Flask, morning: Morning, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    env = settings(app, tmp_path)
    monkeypatch.setitem(app.extensions, "queue", Queue(app, env["QUEUE_URL"]))
    before = mails()
    arrive(morning)
    morning.organise("/clock/ready", runs="waits")
    morning.next()
    assert morning.shown() == ("talk", 1)
    morning.next()
    make_new_tables(morning, env, tmp_path)
    for number in LATE:
        morning.at_desk("check in", morning.people[number])
    morning.next()
    assert morning.shown() == ("talk", 2)
    out = {"from_round": "3", "back_for": "4"}
    morning.at_desk("steps out", morning.people[STEPS_OUT], **out)
    morning.next()
    morning.next()
    restart_the_server(morning, env, tmp_path)
    morning.next()
    morning.at_desk("check in", morning.people[STEPS_OUT])
    morning.next()
    assert morning.shown() == ("talk", 4)
    morning.next()
    assert morning.shown() == ("done", 4)
    assert mails() == before
    compare_presence(morning)
    compare_rounds(morning)


def compare_presence(morning: Morning) -> None:
    """Who is noted as what, and by which desk those without a network were let in."""
    rows = db.session.scalars(
        select(Attendance).where(Attendance.event_id == morning.event_id)
    ).all()
    names = dict(iter(db.session.execute(select(Attendee.id, Attendee.name)).all()))
    found = {names[row.attendee_id]: row.state for row in rows}
    numbered = {names[key]: number for number, key in enumerate(morning.people)}
    there = [name for name, number in numbered.items() if number < REPLACED]
    assert {name for name, state in found.items() if state is HERE} == {
        *there,
        *WALK_INS,
        "Cora Colleague",
    }
    assert Counter(found.values()) == {HERE: 42 + 3 + 1, ABSENT: 17 + 1}
    desks = {number: row.desk for row in rows if (number := numbered.get(names[row.attendee_id]))}
    assert {desks[number] for number in WITHOUT_NETWORK} == {"Joan"}
    out = [row.away for row in rows if names[row.attendee_id] == "Person 00"]
    assert out == [[[3, 4]]]
    db.session.commit()


def compare_rounds(morning: Morning) -> None:
    """Each round took place once, by the plan of its time; nobody absent has a seat to come."""
    runs = db.session.scalars(
        select(RoundRun).where(RoundRun.event_id == morning.event_id).order_by(RoundRun.round)
    ).all()
    first = db.session.scalars(
        select(Plan.id).where(Plan.event_id == morning.event_id, Plan.number == 1)
    ).one()
    taken = published_plan(morning.event)
    assert taken is not None
    assert [(run.round, run.plan_id) for run in runs] == [
        (1, first),
        *((number, taken.id) for number in range(2, ROUNDS + 1)),
    ]
    times = [moment for run in runs for moment in (run.started_at, run.ended_at)]
    assert None not in times
    assert times == sorted(times, key=lambda moment: moment.timestamp() if moment else 0)
    assert _seats(first, 1) == _seats(taken.id, 1)
    away = {morning.people[number] for number in (REPLACED, *NEVER)}
    for number in range(2, ROUNDS + 1):
        seated = [person for person, _table in _seats(taken.id, number)]
        assert len(seated) == len(set(seated)) == 46
        assert away.isdisjoint(seated)
    told = happened(morning.event, datetime.now(UTC))
    assert told is not None
    # Sixty and three who walk in; a colleague takes the place of one of them.
    assert (told.came, told.expected, told.rounds) == (46, 63, ROUNDS)
    db.session.commit()


def _seats(plan_id: int, number: int) -> set[tuple[int, int | None]]:
    rows = db.session.execute(
        select(Seat.attendee_id, Seat.table).where(Seat.plan_id == plan_id, Seat.round == number)
    )
    return {(row.attendee_id, row.table) for row in rows}
