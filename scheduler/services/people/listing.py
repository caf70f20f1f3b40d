"""The people of an event as the organiser's table shows them, and as a file."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import defer, joinedload

from scheduler.domain.morning.known import KnownOfOne, Turnout
from scheduler.domain.people.questions.description import Value
from scheduler.domain.people.search import matches, search_key
from scheduler.domain.states import COMING, RegistrationState
from scheduler.models import Answer, Attendee, Event, db
from scheduler.services.people.alike import alike
from scheduler.services.people.turnout import presence_cells
from scheduler.services.registration.answers.values import load_answers, values_of

ON_A_PAGE: Final = 100
"""People on one page of the list."""

STATES: Final = {state: state.words for state in RegistrationState}
"""The states of a sign-up in words."""

_NOT_LISTED: Final = tuple(
    defer(column, raiseload=True)
    for column in (
        Attendee.about,
        Attendee.challenge,
        Attendee.access,
        Attendee.dietary,
        Attendee.priorities,
        Attendee.offers,
        Attendee.asks,
    )
)
"""What no list shows is not read for a list of thousands."""

NOTHING_KNOWN: Final[Mapping[int, KnownOfOne]] = MappingProxyType({})
PLACED: Final = RegistrationState.PLACED

SORTS: Final = ("name", "organisation", "sector", "state", "newest")


@dataclass(frozen=True, slots=True)
class Filter:
    """What the organiser asked to see. ``sector``: an id, "none", or "" for all of them.

    ``state``: a key of STATES, "coming" (not cancelled), "confirmed" or "unconfirmed" (placed,
    and said they are coming, or not yet), "hosts", "bound" (to a table or to
    some of the rounds), "alike" (perhaps one person with another), "outside" (there for no round,
    or in one that the event does not have), the value of a Turnout, or "" for everybody.
    ``answer``: a key of :func:`answers_at`, or "".
    """

    search: str = ""
    state: str = "coming"
    sector: str = ""
    answer: str = ""
    sort: str = "name"
    page: int = 1


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the people found, and how many there are in all.

    ``hosts``: how many host a table. ``queue``: the number on the waiting list, from 1, of each id
    that waits. ``turnout``: of those with a place, how many came and how many did not.
    """

    people: tuple[Attendee, ...]
    found: int
    everybody: int
    states: dict[RegistrationState, int]
    confirmed: int
    hosts: int
    queue: Mapping[int, int]
    page: int = 1
    turnout: Mapping[Turnout, int] = field(default_factory=dict)

    @property
    def cut(self) -> bool:
        """Whether there are more than are shown."""
        return self.found > len(self.people)

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.found // ON_A_PAGE))

    @property
    def first(self) -> int:
        """The number of the first person shown, from 1."""
        return (self.page - 1) * ON_A_PAGE + 1


def list_people(
    event: Event, asked: Filter, known: Mapping[int, KnownOfOne] = NOTHING_KNOWN
) -> Listing:
    """Return the people who fit the filter. One query, whatever the number of people.

    ``known``: what is known of who came.
    """
    everybody = db.session.scalars(_everybody(event).options(*_NOT_LISTED)).all()
    states = {state: sum(p.state == state for p in everybody) for state in STATES}
    looked_at: Sequence[Attendee] = everybody
    if asked.state == "alike":
        looked_at = [p for group in alike(p for p in everybody if p.state in COMING) for p in group]
    if asked.answer in answers_at(event):
        said = _who_said(asked.answer)
        looked_at = [p for p in looked_at if said(p.id)]
    turnout = {p.id: known[p.id].turnout for p in everybody if p.id in known and p.state is PLACED}
    if asked.state in {one.value for one in Turnout}:
        looked_at = [p for p in looked_at if p.id in turnout and turnout[p.id].value == asked.state]
    found = sorted((p for p in looked_at if _fits(p, asked, event.rounds)), key=_order(asked.sort))
    if asked.sort == "newest":
        found.reverse()
    confirmed, hosts = sum(map(_confirmed, everybody)), sum(map(_hosts, everybody))
    waiting = sorted(
        (p for p in everybody if p.state == RegistrationState.WAITING),
        key=lambda p: (p.waiting_since or p.signed_up_at, p.id),
    )
    page = min(max(1, asked.page), max(1, -(-len(found) // ON_A_PAGE)))
    shown = found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    queue = {person.id: number for number, person in enumerate(waiting, start=1)}
    return Listing(
        *(tuple(shown), len(found), len(everybody), states, confirmed, hosts, queue, page),
        Counter(turnout.values()),
    )


def answers_at(event: Event) -> dict[str, str]:
    """Return every answer that the list can be narrowed to, by key, with its words.

    The key is the question's id and a choice of it, or nothing for who gave no answer.
    """
    found = {}
    for question in event.questions:
        for choice in question.choices:
            found[f"{question.id}-{choice}"] = f"{question.label}: {choice}"
        if question.choices:
            found[f"{question.id}-"] = f"{question.label}: no answer"
    return found


def _who_said(key: str) -> Callable[[int], bool]:
    """Whether the attendee of an id gave that answer."""
    question_id, _, choice = key.partition("-")
    rows = db.session.execute(
        select(Answer.attendee_id, Answer.value).where(Answer.question_id == int(question_id))
    )
    given = {id_: value if isinstance(value, list) else [value] for id_, value in rows}
    return lambda id_: choice in given.get(id_, ()) if choice else id_ not in given


def all_people(event: Event) -> Sequence[Attendee]:
    """Return everybody who ever signed up for the event, with their sectors."""
    return db.session.scalars(_everybody(event)).all()


def _everybody(event: Event) -> Select[Attendee]:
    return (
        select(Attendee)
        .where(Attendee.event_id == event.id, Attendee.removed_at.is_(None))
        .options(joinedload(Attendee.sector))
        .order_by(Attendee.id)
    )


def export_rows(
    people: Sequence[Attendee], known: Mapping[int, KnownOfOne] = NOTHING_KNOWN
) -> list[dict[str, Value]]:
    """Return the people as rows of the exported list: each field by name, and the state.

    ``known``: what is known of who came.
    """
    if people:
        load_answers(people[0].event)
    return [
        {
            "name": person.name,
            "organisation": person.organisation,
            "email": person.email or "",
            "sector": person.sector.name if person.sector else "",
            "status": person.state.words,
            **values_of(person),
            **presence_cells(known, person.id),
        }
        for person in people
    ]


def _confirmed(person: Attendee) -> bool:
    return person.state == RegistrationState.PLACED and person.confirmed_at is not None


def _hosts(person: Attendee) -> bool:
    return person.state in COMING and person.host_table is not None


def _bound(person: Attendee) -> bool:
    bound = person.host_table or person.stays or person.leaves_after_round
    return person.state in COMING and bool(bound or (person.arrives_round or 1) > 1)


def _outside(person: Attendee, rounds: int) -> bool:
    arrives, leaves = person.arrives_round or 1, person.leaves_after_round
    return arrives > rounds or (leaves is not None and leaves < arrives)


def _fits(person: Attendee, asked: Filter, rounds: int) -> bool:
    if asked.state == "coming" and person.state not in COMING:
        return False
    if asked.state == "confirmed" and not _confirmed(person):
        return False
    if asked.state == "unconfirmed" and (
        person.state != RegistrationState.PLACED or _confirmed(person)
    ):
        return False
    if asked.state == "bound" and not _bound(person):
        return False
    if asked.state == "outside" and (person.state not in COMING or not _outside(person, rounds)):
        return False
    if asked.state == "hosts" and not _hosts(person):
        return False
    if asked.state in STATES and person.state != asked.state:
        return False
    if asked.sector and asked.sector != str(person.sector_id or "none"):
        return False
    return not asked.search or matches(
        asked.search, person.name, person.organisation, person.email or "", person.role
    )


def _order(sort: str) -> Callable[[Attendee], tuple[Any, ...]]:
    states = list(STATES)

    def key(person: Attendee) -> tuple[Any, ...]:
        name = (search_key(person.name), person.id)
        if sort == "organisation":
            return (not person.organisation, search_key(person.organisation), *name)
        if sort == "sector":
            return (person.sector is None, person.sector and person.sector.position, *name)
        if sort == "state":
            return (states.index(person.state), person.waiting_since or person.signed_up_at, *name)
        if sort == "newest":
            return (person.signed_up_at, person.id)
        return name

    return key
