"""What stands between an event and a good morning, each point with the place that mends it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from scheduler.domain.english import agree, count, listed
from scheduler.domain.events.agenda import TimeBudget
from scheduler.domain.events.fix_places import FixPlace


class Weight(StrEnum):
    """How much a point weighs, the heaviest first."""

    PROBLEM = "problem"
    """Somebody would notice on the day."""
    ADVICE = "advice"
    SERVER = "server"
    """What the organiser cannot mend and should know: for whoever looks after the server."""


MOST_NAMED: Final = 3
"""How many people a point names before it counts the rest."""


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One point of the checklist, and the place that mends it."""

    sentence: str
    fix: FixPlace
    weight: Weight = Weight.PROBLEM


@dataclass(frozen=True, slots=True)
class ServerSetUp:
    """Whether the server was told its own address, and a mail server."""

    site_url: bool
    mail_server: bool


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What the checklist looks at. Counts are of people who hold a place unless named otherwise.

    ``host_tables`` has one entry a host. ``late_or_early`` counts people whose arrival or leaving
    names a round the event does not have. ``plan_current`` is False when sign-ups changed since
    the rounds were assigned, None without rounds; published rounds stay current when people only
    cancel, and ``absent`` counts these. ``emails_held_up`` says why emails wait, if they do;
    ``emails_lost`` counts those that were refused or given up; ``times_untold`` the people who
    were told other times or tables than the published rounds have now.
    ``stale`` is the sentence that says why they are not current, and ``alone`` the one that
    names who sits alone in them. ``unmailed`` have heard nothing yet; ``unanswered`` have not said
    for a day whether they are coming. ``perhaps_one`` names each person who may be signed up twice.
    ``offered`` have the offer of a place; ``passed_over`` says who is offered none and why.
    ``contradictions`` says which rules cannot both be kept, and of whom. ``wishes``: how many that
    people have said no organiser has answered. ``asked`` wait for an organiser's approval.
    """

    now: datetime
    starts_at: datetime
    ends_at: datetime
    signup_opens_at: datetime | None
    signup_closes_at: datetime | None
    budget: TimeBudget
    capacity: int
    placed: int
    waiting: int
    without_sector: int
    largest_sector: tuple[str, int] | None
    tables: int
    host_tables: tuple[int, ...]
    late_or_early: int
    drafted: bool
    published: bool
    plan_current: bool | None
    server: ServerSetUp
    absent: int = 0
    emails_held_up: str = ""
    emails_lost: int = 0
    times_untold: int = 0
    stale: str = ""
    alone: str = ""
    unmailed: int = 0
    unanswered: int = 0
    perhaps_one: tuple[str, ...] = ()
    offered: int = 0
    passed_over: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()
    wishes: int = 0
    asked: int = 0


def checklist(facts: EventFacts) -> list[OpenPoint]:
    """Return every open point: problems, then advice, then what the server lacks."""
    found = [
        *(OpenPoint(point.sentence, point.fix) for point in facts.budget.points),
        *_signup_points(facts),
        *_people_points(facts),
        *_table_points(facts),
        *_plan_points(facts),
        *_server_points(facts),
    ]
    return sorted(found, key=lambda point: list(Weight).index(point.weight))


def _signup_points(facts: EventFacts) -> Iterable[OpenPoint]:
    opens, closes = facts.signup_opens_at, facts.signup_closes_at
    if opens and closes and closes <= opens:
        yield OpenPoint("Sign-up closes before it opens: nobody can sign up.", FixPlace.SIGNUP)
    if closes and closes > facts.starts_at:
        yield OpenPoint("Sign-up closes after the event has begun.", FixPlace.SIGNUP, Weight.ADVICE)
    if opens and opens >= facts.starts_at:
        yield OpenPoint("Sign-up opens only after the event has begun.", FixPlace.SIGNUP)
    if (
        closes
        and closes <= facts.now < facts.starts_at
        and (free := max(0, facts.capacity - facts.placed - facts.offered))
    ):
        yield OpenPoint(
            f"Sign-up is closed, but {count(free, 'place is', 'places are')} still free.",
            FixPlace.SIGNUP,
            Weight.ADVICE,
        )


def _people_points(facts: EventFacts) -> Iterable[OpenPoint]:
    taken = facts.placed + facts.offered
    if taken > facts.capacity:
        yield OpenPoint(
            f"{taken} people hold a place, but the capacity is {facts.capacity}: raise it "
            f"or cancel {taken - facts.capacity}.",
            FixPlace.SIGNUP,
        )
    elif facts.passed_over:
        yield from (
            OpenPoint(why, FixPlace.WAITING_LIST, Weight.ADVICE) for why in facts.passed_over
        )
    elif facts.waiting and taken < facts.capacity:
        yield OpenPoint(
            f"{count(facts.waiting, 'person is', 'people are')} waiting although places are free.",
            FixPlace.WAITING,
        )
    if facts.asked:
        people = count(facts.asked, "person waits", "people wait")
        yield OpenPoint(f"{people} for your answer: decide who gets a place.", FixPlace.ASKING)
    if facts.without_sector:
        people = count(facts.without_sector, "person has", "people have")
        yield OpenPoint(
            f"{people} no sector: choose one for each, then the rounds can be assigned.",
            FixPlace.WITHOUT_SECTOR,
        )
    yield from _telling_points(facts)
    yield from _odd_points(facts)


def _telling_points(facts: EventFacts) -> Iterable[OpenPoint]:
    """Whom an email should go to, and whom it did not reach."""
    if facts.unmailed:
        people = count(facts.unmailed, "person has", "people have")
        yield OpenPoint(f"{people} not heard from you yet.", FixPlace.UNMAILED, Weight.ADVICE)
    if facts.unanswered:
        people = count(facts.unanswered, "person has", "people have")
        yield OpenPoint(
            f"{people} not said yet that they are coming.", FixPlace.UNANSWERED, Weight.ADVICE
        )
    if facts.emails_lost:
        emails = count(facts.emails_lost, "email did not arrive", "emails did not arrive")
        yield OpenPoint(f"{emails}: the outbox says why.", FixPlace.OUTBOX)


def _odd_points(facts: EventFacts) -> Iterable[OpenPoint]:
    """Who may be on the list twice, or in rounds that there are not, and a sector too large."""
    if facts.perhaps_one:
        names = listed(facts.perhaps_one, MOST_NAMED)
        yield OpenPoint(
            f"{names} signed up twice, with different addresses. All stay, and the rounds keep "
            "them apart.",
            FixPlace.ALIKE,
            Weight.ADVICE,
        )
    if facts.late_or_early:
        people = agree(
            facts.late_or_early, "1 person arrives or leaves", "Some people arrive or leave"
        )
        yield OpenPoint(
            f"{people} at a round the event does not have: correct them, or plan more rounds.",
            FixPlace.OUTSIDE_ROUNDS,
        )
    if facts.largest_sector and facts.placed >= 10:
        name, number = facts.largest_sector
        if number * 2 > facts.placed:
            percent = round(100 * number / facts.placed)
            yield OpenPoint(
                f"{percent}% of the room is {name}: each sign-up from another sector raises what "
                "the rounds can reach.",
                FixPlace.OVERVIEW,
                Weight.ADVICE,
            )


def _table_points(facts: EventFacts) -> Iterable[OpenPoint]:
    hosts = facts.host_tables
    if hosts and max(hosts) > facts.tables:
        yield OpenPoint(
            f"Table {max(hosts)} has a host, but the people signed up fill only "
            f"{count(facts.tables, 'table')}.",
            FixPlace.FORMAT,
        )
    if facts.alone:
        yield OpenPoint(facts.alone, FixPlace.FORMAT)
    elif facts.placed >= 2 and 2 * facts.tables > facts.placed:
        who = "everybody" if facts.tables >= facts.placed else "somebody"
        yield OpenPoint(
            f"{facts.tables} tables for {facts.placed} people would leave {who} alone: set "
            f"at most {facts.placed // 2}.",
            FixPlace.FORMAT,
        )
    elif hosts and max(hosts) <= facts.tables and facts.tables > len(set(hosts)):
        without = count(facts.tables - len(set(hosts)), "table has", "tables have")
        yield OpenPoint(f"{without} no host.", FixPlace.HOSTS, Weight.ADVICE)
    doubled = sorted({table for table in hosts if hosts.count(table) > 1})
    if doubled:
        names = ", ".join(str(table) for table in doubled)
        yield OpenPoint(f"More than one person hosts table {names}.", FixPlace.HOSTS, Weight.ADVICE)


def _plan_points(facts: EventFacts) -> Iterable[OpenPoint]:
    yield from (OpenPoint(sentence, FixPlace.RULES) for sentence in facts.contradictions)
    if facts.wishes:
        said = count(facts.wishes, "wish", "wishes")
        yield OpenPoint(f"{said} about whom to sit with to be read.", FixPlace.RULES, Weight.ADVICE)
    if not facts.drafted and not facts.published:
        if facts.placed >= 2:
            yield OpenPoint("The rounds are not assigned yet.", FixPlace.ROUNDS, Weight.ADVICE)
    elif facts.plan_current is False:
        yield OpenPoint(facts.stale, FixPlace.ROUNDS)
    elif facts.published and facts.absent:
        people = count(facts.absent, "person with a table is", "people with a table are")
        seats = agree(facts.absent, "their seat stays", "their seats stay")
        yield OpenPoint(
            f"{people} no longer coming; {seats} empty. See whether every table is still large "
            "enough.",
            FixPlace.ROUNDS,
            Weight.ADVICE,
        )
    elif not facts.published:
        yield OpenPoint("The rounds are drafted but not published.", FixPlace.ROUNDS, Weight.ADVICE)
    if facts.times_untold:
        people = count(facts.times_untold, "person was", "people were")
        yield OpenPoint(
            f"{people} told other times than the published rounds have now.", FixPlace.TIMES
        )


def _server_points(facts: EventFacts) -> Iterable[OpenPoint]:
    if not facts.server.mail_server:
        yield OpenPoint(
            "Emails are not being sent yet. "
            "Ask whoever set up Crosstalk to connect an email account.",
            FixPlace.OUTBOX,
            Weight.SERVER,
        )
    if facts.emails_held_up:
        yield OpenPoint(facts.emails_held_up, FixPlace.OUTBOX, Weight.SERVER)
    if not facts.server.site_url:
        yield OpenPoint(
            "Links in emails and QR codes may not work for others: they lead to the address you "
            "are reading this under. Ask whoever set up Crosstalk to set its public address.",
            FixPlace.OPERATOR,
            Weight.SERVER,
        )
