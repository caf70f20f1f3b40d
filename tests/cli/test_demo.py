"""`flask demo`: a ready product, loaded once."""

from collections import Counter

from flask import Flask
from flask_security.utils import verify_password

from scheduler.engine.problem import Problem
from scheduler.models import Attendee, Event, PairRule, User, db
from scheduler.services.events.overview import budget_of
from scheduler.services.planning.problem import problem_for
from tests.builders import Account


def run(app: Flask) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["demo"])
    db.session.rollback()
    return result.exit_code, result.output


def test_a_breakfast_of_sixty_is_ready(app: Flask) -> None:
    code, output = run(app)
    assert code == 0
    event = db.session.query(Event).one()
    assert (event.places_taken, event.capacity, event.starts_at.weekday()) == (60, 60, 3)
    assert budget_of(event).warnings == ()
    people = db.session.query(Attendee).all()
    sectors = Counter(person.sector.name for person in people if person.sector)
    assert sectors == {"Public": 27, "Voluntary": 21, "Private": 12}
    assert {person.state for person in people} == {"placed"}
    assert sum(person.stays for person in people) == 2
    assert Counter(rule.kind for rule in db.session.query(PairRule)) == {
        "apart": 2, "must_meet": 2, "together": 1, "wish": 3,
    }  # fmt: skip
    assert isinstance(problem_for(event), Problem)
    password = output.rsplit(" ", 1)[1].strip()
    assert verify_password(password, db.session.query(User).one().password)


def test_a_second_time_changes_only_the_password(app: Flask) -> None:
    _code, first = run(app)
    code, second = run(app)
    assert code == 0
    assert first != second
    assert (db.session.query(Event).count(), db.session.query(Attendee).count()) == (1, 60)


def test_somebody_elses_database_is_left_alone(app: Flask, owner: Account) -> None:
    code, output = run(app)
    assert code == 1
    assert "belongs to somebody already" in output
    assert (db.session.query(Event).count(), db.session.query(User).count()) == (0, 1)
