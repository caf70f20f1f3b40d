"""What stands between an event and a good morning, each point with the place that mends it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from scheduler.domain.english import agree, count, listed
from scheduler.domain.events.agenda import TimeBudget

PROBLEM: Final = "problem"
ADVICE: Final = "advice"
SERVER: Final = "server"
"""What the organiser cannot mend and should know: for whoever looks after the server."""
MOST_NAMED: Final = 3
"""How many people a point names before it counts the rest."""


@dataclass(frozen=True, slots=True)
class Warning:
    """One point of the checklist. ``fix`` names the place that mends it.

    ``fix`` is one of: agenda, details, format, people_without_sector, people_waiting,
    people_outside_rounds, people_alike, people_unmailed, people_unanswered, people_asking, hosts,
    sectors, signup,
    waiting_list, rules, rounds, overview, outbox, or operator (whoever runs the server).
    ``weight``: problem (somebody would notice on the day), advice, or server.
    """

    sentence: str
    fix: str
    weight: str = PROBLEM


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
    site_url_set: bool
    mail_server_set: bool
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


def checklist(facts: EventFacts) -> list[Warning]:
    """Return every open point: problems, then advice, then what the server lacks."""
    found = [
        *(Warning(point.sentence, point.fix) for point in facts.budget.points),
        *_signup_points(facts),
        *_people_points(facts),
        *_table_points(facts),
        *_plan_points(facts),
        *_server_points(facts),
    ]
    return sorted(found, key=lambda point: (PROBLEM, ADVICE, SERVER).index(point.weight))


def _signup_points(facts: EventFacts) -> Iterable[Warning]:
    opens, closes = facts.signup_opens_at, facts.signup_closes_at
    if opens and closes and closes <= opens:
        yield Warning("Sign-up closes before it opens: nobody can sign up.", "signup")
    if closes and closes > facts.starts_at:
        yield Warning("Sign-up closes after the event has begun.", "signup", ADVICE)
    if opens and opens >= facts.starts_at:
        yield Warning("Sign-up opens only after the event has begun.", "signup")
    if (
        closes
        and closes <= facts.now < facts.starts_at
        and (free := max(0, facts.capacity - facts.placed - facts.offered))
    ):
        yield Warning(
            f"Sign-up is closed, but {count(free, 'place is', 'places are')} still free.",
            "signup",
            ADVICE,
        )


def _people_points(facts: EventFacts) -> Iterable[Warning]:
    taken = facts.placed + facts.offered
    if taken > facts.capacity:
        yield Warning(
            f"{taken} people hold a place, but the capacity is {facts.capacity}: raise it "
            f"or cancel {taken - facts.capacity}.",
            "signup",
        )
    elif facts.passed_over:
        yield from (Warning(why, "waiting_list", ADVICE) for why in facts.passed_over)
    elif facts.waiting and taken < facts.capacity:
        yield Warning(
            f"{count(facts.waiting, 'person is', 'people are')} waiting although places are free.",
            "people_waiting",
        )
    if facts.asked:
        people = count(facts.asked, "person waits", "people wait")
        yield Warning(f"{people} for your answer: decide who gets a place.", "people_asking")
    if facts.without_sector:
        people = count(facts.without_sector, "person has", "people have")
        yield Warning(
            f"{people} no sector: choose one for each, then the rounds can be assigned.",
            "people_without_sector",
        )
    yield from _telling_points(facts)
    yield from _odd_points(facts)


def _telling_points(facts: EventFacts) -> Iterable[Warning]:
    """Whom an email should go to, and whom it did not reach."""
    if facts.unmailed:
        people = count(facts.unmailed, "person has", "people have")
        yield Warning(f"{people} not heard from you yet.", "people_unmailed", ADVICE)
    if facts.unanswered:
        people = count(facts.unanswered, "person has", "people have")
        yield Warning(f"{people} not said yet that they are coming.", "people_unanswered", ADVICE)
    if facts.emails_lost:
        emails = count(facts.emails_lost, "email did not arrive", "emails did not arrive")
        yield Warning(f"{emails}: the outbox says why.", "outbox")


def _odd_points(facts: EventFacts) -> Iterable[Warning]:
    """Who may be on the list twice, or in rounds that there are not, and a sector too large."""
    if facts.perhaps_one:
        names = listed(facts.perhaps_one, MOST_NAMED)
        yield Warning(
            f"{names} signed up twice, with different addresses. All stay, and the rounds keep "
            "them apart.",
            "people_alike",
            ADVICE,
        )
    if facts.late_or_early:
        people = agree(
            facts.late_or_early, "1 person arrives or leaves", "Some people arrive or leave"
        )
        yield Warning(
            f"{people} at a round the event does not have: correct them, or plan more rounds.",
            "people_outside_rounds",
        )
    if facts.largest_sector and facts.placed >= 10:
        name, number = facts.largest_sector
        if number * 2 > facts.placed:
            percent = round(100 * number / facts.placed)
            yield Warning(
                f"{percent}% of the room is {name}: each sign-up from another sector raises what "
                "the rounds can reach.",
                "overview",
                ADVICE,
            )


def _table_points(facts: EventFacts) -> Iterable[Warning]:
    hosts = facts.host_tables
    if hosts and max(hosts) > facts.tables:
        yield Warning(
            f"Table {max(hosts)} has a host, but the people signed up fill only "
            f"{count(facts.tables, 'table')}.",
            "format",
        )
    if facts.alone:
        yield Warning(facts.alone, "format")
    elif facts.placed >= 2 and 2 * facts.tables > facts.placed:
        who = "everybody" if facts.tables >= facts.placed else "somebody"
        yield Warning(
            f"{facts.tables} tables for {facts.placed} people would leave {who} alone: set "
            f"at most {facts.placed // 2}.",
            "format",
        )
    elif hosts and max(hosts) <= facts.tables and facts.tables > len(set(hosts)):
        without = count(facts.tables - len(set(hosts)), "table has", "tables have")
        yield Warning(f"{without} no host.", "hosts", ADVICE)
    doubled = sorted({table for table in hosts if hosts.count(table) > 1})
    if doubled:
        names = ", ".join(str(table) for table in doubled)
        yield Warning(f"More than one person hosts table {names}.", "hosts", ADVICE)


def _plan_points(facts: EventFacts) -> Iterable[Warning]:
    yield from (Warning(sentence, "rules") for sentence in facts.contradictions)
    if facts.wishes:
        said = count(facts.wishes, "wish", "wishes")
        yield Warning(f"{said} about whom to sit with to be read.", "rules", ADVICE)
    if not facts.drafted and not facts.published:
        if facts.placed >= 2:
            yield Warning("The rounds are not assigned yet.", "rounds", ADVICE)
    elif facts.plan_current is False:
        yield Warning(facts.stale, "rounds")
    elif facts.published and facts.absent:
        people = count(facts.absent, "person with a table is", "people with a table are")
        seats = agree(facts.absent, "their seat stays", "their seats stay")
        yield Warning(
            f"{people} no longer coming; {seats} empty. See whether every table is still large "
            "enough.",
            "rounds",
            ADVICE,
        )
    elif not facts.published:
        yield Warning("The rounds are drafted but not published.", "rounds", ADVICE)
    if facts.times_untold:
        people = count(facts.times_untold, "person was", "people were")
        yield Warning(f"{people} told other times than the published rounds have now.", "times")


def _server_points(facts: EventFacts) -> Iterable[Warning]:
    if not facts.mail_server_set:
        yield Warning(
            "Emails are not being sent yet. "
            "Ask whoever set up Crosstalk to connect an email account.",
            "outbox",
            SERVER,
        )
    if facts.emails_held_up:
        yield Warning(facts.emails_held_up, "outbox", SERVER)
    if not facts.site_url_set:
        yield Warning(
            "Links in emails and QR codes may not work for others: they lead to the address you "
            "are reading this under. Ask whoever set up Crosstalk to set its public address.",
            "operator",
            SERVER,
        )
