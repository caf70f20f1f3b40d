"""What the log says of a change: a verb, perhaps a person, and the rest of the sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from scheduler.domain.english import listed
from scheduler.domain.people.fields import LABELS
from scheduler.domain.registration.transitions import ActorKind, RegistrationChanged
from scheduler.domain.states import RegistrationState, State, unknown_state


class Topic(State):
    """What an entry of the log is about."""

    PEOPLE = "people", "People"
    ROUNDS = "rounds", "Rounds and tables"
    MESSAGES = "messages", "Emails"
    SETTINGS = "settings", "Settings"
    TEAM = "team", "The team"


@dataclass(frozen=True, slots=True)
class LoggedWords:
    """One entry's words. ``person``: the id of the attendee between the verb and the rest."""

    topic: Topic
    verb: str
    rest: str = ""
    person: int | None = None


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the log as it is read. ``number`` entries that were alike are one line."""

    at: datetime
    sentence: str
    event_id: int | None
    person_id: int | None
    number: int = 1


@dataclass(frozen=True, slots=True)
class LogEntry:
    """An entry of the log; ``name`` is the person's, None where it is about nobody."""

    at: datetime
    who: str
    verb: str
    rest: str
    event_id: int | None
    person_id: int | None
    name: str | None


EVENT_FIELDS: Final[Mapping[str, str]] = {
    "title": "title",
    "summary": "description",
    "place": "place",
    "timezone": "time zone",
    "starts_at": "start",
    "ends_at": "end",
    "signup_opens_at": "opening of sign-up",
    "signup_closes_at": "closing of sign-up",
    "capacity": "number of places",
    "offer_hours": "hours that an offer stands",
    "held_until": "day until which places are held",
    "wishes_until": "day until which people say whom they would like to meet",
    "format": "kind of tables",
    "table_size": "size of tables",
    "table_count": "number of tables",
    "rounds": "number of rounds",
    "talk_minutes": "minutes to talk",
    "move_minutes": "minutes to move",
    "apart_organisations": "rule about colleagues",
    "priority_areas": "priority areas",
    "prompts": "prompts",
    "wording": "words of the emails",
    "listed": "listing by search engines",
    "series_id": "series",
    "approval": "approval of each sign-up",
    "odd": "place of whoever is left over",
    "fields_off": "questions of the form",
    "language": "language",
    "getting_in": "words about getting in",
    "greeted_by": "words about who greets",
    "noise": "words about the noise",
    "venue": "kind of venue",
    "meeting_links": "meeting links of tables",
    "everybody_link": "meeting link for everybody",
    "online_tables": "online tables",
    "quiet_tables": "quiet tables",
    "called_off_words": "words about calling off",
}
"""What of an event's settings the log names, in words."""

UNLOGGED_EVENT_FIELDS: Final[Mapping[str, str]] = {
    "id": "never changes",
    "body_id": "never changes",
    "slug": "never changes",
    "created_at": "never changes",
    "version": "counts every change",
    "updated_at": "of every change",
    "places_taken": "the product counts it; who took a place is noted",
    "calendar_sequence": "counts what calendars are told",
    "meeting_key": "a secret that the product draws",
    "called_off_at": "has an entry of its own",
    "archived_at": "has an entry of its own",
}
"""What of an event's row the log does not name, each with the reason."""

SHOWN: Final = frozenset({"title", "place", "capacity", "rounds", "table_size", "table_count"})
"""Settings of which the log tells the values too: short, and about nobody."""

FieldChanges = Mapping[str, tuple[Any, Any]]
"""What changed: the value before and after for each field."""


def of_event(changes: FieldChanges) -> list[LoggedWords]:
    """What a change of an event's row says; none for what the product counts by itself."""
    said = []
    if "called_off_at" in changes:
        off = changes["called_off_at"][1] is not None
        said.append(
            LoggedWords(Topic.SETTINGS, "called the event off" if off else "reinstated the event")
        )
    if "archived_at" in changes:
        kept = changes["archived_at"][1] is not None
        verb = "archived the event" if kept else "put the event back into the list"
        said.append(LoggedWords(Topic.SETTINGS, verb))
    for name, (before, after) in changes.items():
        if name in SHOWN and None not in (before, after):
            rest = f"the {EVENT_FIELDS[name]} from {before} to {after}"
            said.append(LoggedWords(Topic.SETTINGS, "changed", rest))
    # Calling off has its words from the start: they are part of that entry.
    known = {"called_off_words"} if "called_off_at" in changes else set()
    others = [words for name, words in EVENT_FIELDS.items() if name in changes.keys() - known]
    others = [words for words in others if not any(f"the {words} from" in s.rest for s in said)]
    if others:
        said.append(LoggedWords(Topic.SETTINGS, "changed", f"the {listed(others)}"))
    return said


def of_person(person: int, changes: FieldChanges) -> list[LoggedWords]:
    """What an edit of a person says: the fields, never what is in them."""
    said = []
    if "host_table" in changes:
        table = changes["host_table"][1]
        made = LoggedWords(Topic.PEOPLE, "made", f"the host of table {table}", person)
        said.append(made if table else LoggedWords(Topic.PEOPLE, "let", "host no table", person))
    named = {"sector" if name == "sector_id" else name for name in changes} - {"host_table"}
    labels = [label.lower() for field, label in LABELS.items() if field in named]
    if labels:
        said.append(LoggedWords(Topic.PEOPLE, "changed", f"({listed(labels)})", person))
    return said


def of_registration(changed: RegistrationChanged) -> LoggedWords:
    """What a transition says, whoever made it."""
    person, themselves = changed.attendee_id, changed.actor.kind is ActorKind.ATTENDEE
    if said := _of_request(changed, themselves):
        return LoggedWords(Topic.PEOPLE, *said, person)
    match changed.before, changed.after:
        case None, RegistrationState.PLACED:
            verb, rest = ("signed up", "") if themselves else ("added", "")
        case None, RegistrationState.WAITING:
            verb, rest = ("signed up", "") if themselves else ("added", "to the waiting list")
        case (
            (
                RegistrationState.ASKED
                | RegistrationState.PLACED
                | RegistrationState.OFFERED
                | RegistrationState.WAITING
            ),
            RegistrationState.CANCELLED,
        ):
            verb, rest = "cancelled", ""
        case (
            RegistrationState.CANCELLED,
            (RegistrationState.PLACED | RegistrationState.OFFERED | RegistrationState.WAITING),
        ):
            verb, rest = ("came back", "") if themselves else ("restored", "")
        case RegistrationState.OFFERED, RegistrationState.PLACED if themselves:
            verb, rest = "took", "the offered place"
        case RegistrationState.OFFERED, RegistrationState.WAITING if themselves:
            verb, rest = "declined", "the offered place"
        case RegistrationState.OFFERED, RegistrationState.WAITING:
            verb, rest = "took back the offer to", ""
        case RegistrationState.WAITING, RegistrationState.OFFERED:
            verb, rest = "offered", "a place"
        case ((RegistrationState.OFFERED | RegistrationState.WAITING), RegistrationState.PLACED):
            verb, rest = "gave", "a place"
        case RegistrationState.PLACED, RegistrationState.WAITING:
            verb, rest = "put", "on the waiting list"
        case _:
            unknown_state((changed.before, changed.after))
    return LoggedWords(Topic.PEOPLE, verb, rest, person)


def _of_request(changed: RegistrationChanged, themselves: bool) -> tuple[str, str] | None:
    """Verb and rest of what happens to somebody's request to come; None for anything else."""
    match changed.before, changed.after:
        case ((None | RegistrationState.CANCELLED), RegistrationState.ASKED) if themselves:
            return "asked", "to come"
        case ((None | RegistrationState.CANCELLED), RegistrationState.ASKED):
            return "put", "among those who wait for approval"
        case ((RegistrationState.PLACED | RegistrationState.WAITING), RegistrationState.ASKED):
            return "took back the approval of", ""
        case RegistrationState.ASKED, RegistrationState.CANCELLED if not themselves:
            return "did not accept", ""
        case RegistrationState.ASKED, RegistrationState.PLACED:
            return "approved", ""
        case RegistrationState.ASKED, RegistrationState.WAITING:
            return "approved", "for the waiting list"
    return None


def of_seats(seats: Sequence[Sequence[int | None]]) -> list[LoggedWords]:
    """What a change of seats says: [attendee, round, table before, table after] each."""
    said = []
    for person, round_, _before, after in seats:
        rest = f"table {after} in round {round_}" if after else f"no table in round {round_}"
        said.append(LoggedWords(Topic.ROUNDS, "gave", rest, person))
    return said


def lines(entries: Sequence[LogEntry]) -> list[LogLine]:
    """The entries as sentences, in their order; neighbours that differ in the person alone are one.

    An entry without ``who`` is the person's own doing.
    """
    found = []
    for _, group in groupby(entries, key=_alike):
        alike = list(group)
        first, number = alike[0], len(alike)
        several = number > 1 and first.name is not None
        name = f"{number} people" if several else first.name
        whom = name if first.who else None
        words = [first.who or name, first.verb, whom, first.rest]
        sentence = " ".join(word for word in words if word)
        person = first.person_id if number == 1 else None
        found.append(LogLine(first.at, sentence, first.event_id, person, number))
    return found


def _alike(entry: LogEntry) -> tuple[object, ...]:
    minute = entry.at.replace(second=0, microsecond=0)
    one = None if entry.name is None else ""
    return (minute, entry.who, entry.verb, entry.rest, entry.event_id, one)
