"""`flask demo`: a fictional breakfast of 60 people, ready to be looked at."""

import secrets
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import click
import flask_migrate
from flask import current_app
from flask.cli import with_appcontext
from flask_security.utils import hash_password
from sqlalchemy import select

from scheduler.domain.events.agenda import DEFAULTS
from scheduler.domain.events.setting_up import DEFAULT_TIMEZONE, local_moment
from scheduler.domain.registration.transitions import organiser
from scheduler.domain.states import PairKind, TableFormat
from scheduler.models import Event, User, db, transaction
from scheduler.services.accounts import set_up as accounts
from scheduler.services.events import settings as events
from scheduler.services.events.agenda import ItemEdit, save_agenda
from scheduler.services.events.beginning.new_event import create_event
from scheduler.services.events.listing import events_of
from scheduler.services.people.importing.import_run import run_import
from scheduler.services.people.importing.staging import stage
from scheduler.services.people.listing import all_people
from scheduler.services.planning.rules import pair_rules

PEOPLE = Path(__file__).with_name("demo_people.csv")
EMAIL = "demo@example.org"
BODY = "Kelder Valley Third Sector Network"
SPEAKERS = ("Rhiannon Prys-Davies", "Dr Priyanka Venkataraman")
APART = (
    ("Patrick O’Donoghue", "Eilidh Robertson"),
    ("Nigel Braithwaite", "Agnieszka Sobczak"),
)
MUST_MEET = (("Bethan Rowlands", "Hannah Goldberg"), ("Tomasz Kowalczyk", "Craig Dunbar"))
TOGETHER = (("Nasreen Akhtar", "Shabnam Yousefi"),)
WISHES = (
    ("Siobhán Mac an tSaoir", "Suresh Pillai"),
    ("Iain MacAskill", "Sinéad Gallagher"),
    ("Robbie Kilpatrick", "Gareth Pugh"),
)


@click.command("demo")
@with_appcontext
def demo_command() -> None:
    """Load a fictional breakfast of 60 people and print how to sign in.

    A second time it changes only the password, and adds a new breakfast once the last is past.
    """
    if current_app.config["PRODUCTION"]:
        raise click.ClickException("The demonstration is not for production.")
    flask_migrate.upgrade()
    now = datetime.now(UTC)
    password = "-".join(secrets.token_hex(2) for _ in range(3))
    owner = _owner(password, now)
    coming, _past = events_of(owner.memberships[0].body_id, now)
    if not coming:
        _breakfast(owner, now)
    click.echo("The demonstration has a breakfast of 60 fictional people.")
    click.echo(f"Sign in as {EMAIL} with the password {password}")


def _owner(password: str, now: datetime) -> User:
    with transaction():
        owner = db.session.scalar(select(User).where(User.email == EMAIL))
        if owner is not None:
            owner.password = hash_password(password)
        elif accounts.has_owner():
            raise click.ClickException(
                "This database belongs to somebody already. Give the demonstration one of its "
                "own: INSTANCE_DIR=instance/demo flask demo"
            )
        else:
            owner = accounts.add_account(
                "Demo Organiser", EMAIL, hash_password(password), BODY, now
            )
        return owner


def _breakfast(owner: User, now: datetime) -> None:
    day = _next_thursday(now.date() + timedelta(days=10))
    usual = DEFAULTS[TableFormat.TABLES]
    details = events.EventDetails(
        title="Health networking breakfast",
        summary="Two short talks, a good breakfast, and four rounds in which you meet people "
        "from sectors you never normally reach.",
        place="Old Corn Exchange, Market Street, Kelder KD1 4AB",
        timezone=DEFAULT_TIMEZONE,
        starts_at=local_moment(day, time(8, 30), DEFAULT_TIMEZONE),
        ends_at=local_moment(day, time(10, 30), DEFAULT_TIMEZONE),
    )
    room = events.RoomFormat(
        TableFormat.TABLES, usual.table_size, None, "trio", usual.rounds, usual.talk_minutes,
        usual.move_minutes,
    )  # fmt: skip
    body_id = owner.memberships[0].body_id
    event = create_event(body_id, details, room, 60, now)
    _name_speakers(event, now)
    staged = stage(event, PEOPLE.name, PEOPLE.read_bytes(), now)
    run_import(event, staged, organiser(owner.id), now, raise_capacity=False)
    people = {person.name: person.id for person in all_people(event)}
    for kind, pairs in (
        (PairKind.APART, APART),
        (PairKind.MUST_MEET, MUST_MEET),
        (PairKind.TOGETHER, TOGETHER),
        (PairKind.WISH, WISHES),
    ):
        for one, other in pairs:
            pair_rules.add_rule(event, kind, people[one], people[other])


def _name_speakers(event: Event, now: datetime) -> None:
    titles = {
        "First talk": ("What carers are not asked", SPEAKERS[0]),
        "Second talk": ("Health, street by street", SPEAKERS[1]),
    }
    save_agenda(
        event,
        [
            ItemEdit(i.id, i.kind, *titles.get(i.title, (i.title, i.speaker)), i.minutes)
            for i in event.agenda
        ],
        now,
    )


def _next_thursday(day: date) -> date:
    return day + timedelta(days=(3 - day.weekday()) % 7)
