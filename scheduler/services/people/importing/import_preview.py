"""What importing a list would do, said before anything is changed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from sqlalchemy import select

from scheduler.domain.events.sectors import sector_key
from scheduler.domain.events.setting_up import MOST_PLACES
from scheduler.domain.people.import_actions import (
    Decision,
    ImportAction,
    ImportChoices,
    KnownAttendee,
    decide,
    read_list,
)
from scheduler.domain.people.import_headings import Columns, passed_over
from scheduler.domain.people.import_rows import ListRules, ReadRow
from scheduler.domain.people.import_states import decided, state_key, state_of_heading
from scheduler.domain.people.questions.description import PersonField
from scheduler.domain.states import RegistrationState
from scheduler.exports.lists.rows import Row
from scheduler.models import Attendee, Event, StagedImport, db
from scheduler.services.people.importing.import_reading import (
    ListRead,
    columns_of_list,
    read_stored,
)
from scheduler.services.people.importing.updates import fields_changed
from scheduler.services.people.turnout import presence_columns
from scheduler.services.registration.answers.values import questions_of


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do. ``headings`` are the cells above the columns ("" for none).

    ``changes``: which fields each row that updates somebody would change, by its line.
    ``unknown_sectors`` counts the rows under each sector's text that the event does not know,
    answered or not. ``states`` gives for each state in the list its number of rows and what is
    done with them (None: nobody has said yet). ``waiting``: how many of the added wait because
    of their state; ``beyond``: how many more because there is no place.
    """

    headings: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    columns: Columns
    decisions: tuple[Decision, ...]
    choices: ImportChoices
    sector_answers: Mapping[str, str]
    unknown_sectors: Mapping[str, int]
    counts: Mapping[ImportAction, int]
    free: int
    read: ListRead
    states: Mapping[str, tuple[int, str | None]]
    leave_hidden: bool
    questions: tuple[PersonField, ...] = ()
    changes: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def notices(self) -> tuple[str, ...]:
        """What is to be said of the file as a whole."""
        return tuple(self.read.notices(self.columns, self.questions))

    @property
    def changed(self) -> int:
        """How many who are here already would be changed; the other updates change nothing."""
        return sum(map(bool, self.changes.values()))

    @property
    def changed_fields(self) -> Mapping[str, int]:
        """Of how many people each field would change, the most frequent first."""
        return dict(Counter(chain.from_iterable(self.changes.values())).most_common())

    @property
    def passed_over(self) -> bool:
        """Whether a column stands unused because another is called alike."""
        return bool(passed_over(self.headings, self.columns.mapping, self.questions))

    @property
    def of_the_morning(self) -> tuple[str, ...]:
        """The columns of our own files that say who came: no import changes that."""
        return presence_columns(self.headings, self.columns.mapping.values())

    @property
    def waiting(self) -> int:
        """How many of those added wait because the list says so."""
        return sum(d.action == ImportAction.ADD and d.row.waits for d in self.decisions)

    def grows_to(self, capacity: int) -> int:
        """To how many places an event of that capacity may grow for them: at most MOST_PLACES."""
        return max(capacity, min(capacity + self.beyond, MOST_PLACES))

    @property
    def beyond(self) -> int:
        """How many of those added would go to the waiting list."""
        return max(0, self.counts[ImportAction.ADD] - self.waiting - self.free)


def preview_import(event: Event, staged: StagedImport) -> Preview:
    """Return what importing the list now would do. Changes nothing."""
    kept: dict[str, Any] = staged.choices
    read_list_file = read_stored(staged.content, kept)
    rows = read_list_file.rows
    questions = questions_of(event)
    columns = _columns(kept, rows, questions)
    choices = ImportChoices(
        kept.get("update_existing", True),
        kept.get("keep_last", False),
        kept.get("shared_addresses", False),
    )
    above = rows[columns.header].cells if columns.header is not None else ()
    width = len(above) or max(len(row.cells) for row in rows)
    below = rows[columns.header + 1 :] if columns.header is not None else rows
    sectors = tuple(sector.name for sector in event.sectors)
    answers: dict[str, str] = kept.get("sector_answers", {})
    states: dict[str, str] = kept.get("state_answers", {})
    hidden: bool = kept.get("leave_hidden", False)
    headed = _headed_state(columns, above)
    rules = ListRules(sectors, event.rounds, answers, states, hidden, questions, headed)
    read = read_list(below, columns.mapping, width, rules)
    unanswered = read_list(below, columns.mapping, width, replace(rules, sector_answers={}))
    decisions = decide(read, _known(event.id), choices)
    return Preview(
        headings=(*above, *("",) * width)[:width],
        samples=_samples(below, width),
        columns=columns,
        decisions=tuple(decisions),
        choices=choices,
        sector_answers=answers,
        unknown_sectors=_unknown(row.unknown_sector for row in unanswered),
        counts={a: sum(d.action == a for d in decisions) for a in ImportAction},
        free=max(0, event.capacity - event.places_taken),
        read=read_list_file,
        states=_states(read, states),
        leave_hidden=hidden,
        questions=questions,
        changes=fields_changed(event, decisions),
    )


def _headed_state(columns: Columns, above: Sequence[str]) -> str:
    """The state that the heading of the column of states says by itself; "" for none."""
    at = columns.mapping.get("status")
    return state_of_heading(above[at]) if at is not None and at < len(above) else ""


def _columns(
    kept: Mapping[str, Any], rows: Sequence[Row], questions: Sequence[PersonField]
) -> Columns:
    if "mapping" not in kept:
        return columns_of_list(rows, questions)
    return Columns(kept["header"], kept["mapping"])


def fields_for(columns: Columns, labels: Mapping[str, str]) -> dict[int, str]:
    """Return the field of each column that has one of ``labels``."""
    return {column: field for field, column in columns.mapping.items() if field in labels}


def _states(
    rows: Iterable[ReadRow], answers: Mapping[str, str]
) -> dict[str, tuple[int, str | None]]:
    spelling: dict[str, str] = {}
    count: Counter[str] = Counter()
    for row in rows:
        if row.state is not None:
            count[spelling.setdefault(state_key(row.state), row.state)] += 1
    return {text: (number, decided(text, answers)) for text, number in count.most_common()}


def _known(event_id: int) -> list[KnownAttendee]:
    rows = db.session.execute(
        select(
            Attendee.id, Attendee.name, Attendee.organisation, Attendee.email, Attendee.state
        ).where(Attendee.event_id == event_id, Attendee.removed_at.is_(None))
    )
    return [
        KnownAttendee(id_, name, organisation, email or "", state == RegistrationState.CANCELLED)
        for id_, name, organisation, email, state in rows
    ]


def _samples(rows: Sequence[Row], width: int) -> tuple[tuple[str, ...], ...]:
    """A few different values of each column, to recognise it by."""
    first = [row.cells for row in rows[:200]]
    cells = [[row[at] for row in first if at < len(row)] for at in range(width)]
    return tuple(tuple(dict.fromkeys(filter(None, found)))[:3] for found in cells)


def _unknown(texts: Iterable[str]) -> dict[str, int]:
    """How many rows carry each unknown sector; spellings of one sector count together."""
    spelling: dict[str, str] = {}
    count: Counter[str] = Counter()
    for text in texts:
        if text:
            count[spelling.setdefault(sector_key(text), text)] += 1
    return dict(count)
