"""Rounds for a list that somebody tries without an account: nothing of it is stored."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scheduler.domain.paper.sheet_data import (
    EventSheets,
    Shape,
    SheetPerson,
    SheetRound,
    SheetTable,
)
from scheduler.domain.people.import_headings import find_columns, known_headings
from scheduler.domain.planning.trial_list import (
    TrialList,
    TrialPerson,
    guess_columns,
    read_trial_list,
)
from scheduler.domain.words.limits import limit_on_pages
from scheduler.domain.words.plan_view import Member, TableCard, in_order
from scheduler.domain.words.score import PlanScore
from scheduler.engine.problem import Person, Problem, SeatedRound, tables_for
from scheduler.engine.result import Ended, Result, Settings
from scheduler.errors import InvalidInput
from scheduler.exports.lists.delimited import heading_key, read_rows, write_rows
from scheduler.exports.lists.rows import Row
from scheduler.exports.lists.upload import read_upload
from scheduler.exports.paper.sheets import round_sheets_pdf
from scheduler.services.people.importing.import_reading import read_stored
from scheduler.services.planning.engine_child import EngineChild

FEW: Final = 100
SECONDS_FEW: Final = 1.5
SECONDS_MANY: Final = 4.0
"""How long the search may take for up to FEW people, and for more."""
_STALE: Final = "These rounds do not belong to this list. Press “Find the best rounds” again."

engine = EngineChild()


@dataclass(frozen=True, slots=True)
class TrialChoices:
    """How the room is set. ``most`` at a table from 2; 2 stands for pairs."""

    rounds: int
    most: int
    colleagues_apart: bool = False


@dataclass(frozen=True, slots=True)
class TrialRound:
    """One round as the page shows it."""

    number: int
    tables: tuple[TableCard, ...]
    sitting_out: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of trying a list.

    ``average``: people of other sectors that each meets, rounded. ``seating`` is the rounds as
    :func:`trial_pdf` and :func:`trial_csv` take them back from the page.
    """

    list: TrialList
    rounds: tuple[TrialRound, ...]
    score: PlanScore
    limits: tuple[str, ...]
    stopped: bool
    seconds: float
    average: int
    seating: str

    @property
    def counts_sectors(self) -> bool:
        """Whether the list names sectors; else every two people count as a link."""
        return bool(self.list.sectors)


def text_of_upload(content: bytes) -> str:
    """The list of an uploaded file as lines of text, as if it had been pasted.

    Reads in a child process. Raises UnreadableFile or InvalidInput for what is no list.
    """
    read = read_stored(read_upload(content), {})
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(row.cells for row in read.rows)
    return out.getvalue()


def list_with_headings(text: str) -> str:
    """The list as the import reads it: one without headings gets some, addresses too.

    Raises InvalidInput for a list of nobody.
    """
    cells = [row.cells for row in _rows(text)]
    if find_columns(cells).header is not None:
        return text
    if not cells:
        raise InvalidInput("Paste the list of people, or choose a file.", field="people")
    found = dict(guess_columns(cells).mapping)
    width = max(len(row) for row in cells)
    mailed = (c for c in range(width) if any("@" in row[c] for row in cells if c < len(row)))
    if (email := next(mailed, None)) is not None:
        found["email"] = email
    names = {column: field for field, column in found.items()}
    out = io.StringIO()
    lines = [[names.get(column, "") for column in range(width)], *cells]
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue()


def try_rounds(text: str, choices: TrialChoices) -> Trial:
    """Find the best rounds for a list. Raises InvalidInput for a list that cannot be used,
    RuleBroken when the engine has no time."""
    found = _read(text)
    problem = _problem(found, choices)
    seconds = SECONDS_FEW if len(found.people) <= FEW else SECONDS_MANY
    result = engine.solve(problem, Settings(seconds))
    if result.score is None:
        raise InvalidInput(" ".join(result.why_none) or "No seating keeps these rules.")
    score = result.score
    return Trial(
        list=found,
        rounds=_rounds(found.people, result.rounds),
        score=PlanScore(
            pairs=score.cross_sector_pairs,
            ceiling=score.ceiling,
            fewest=score.fewest_cross_sector,
            fewest_ceiling=score.fewest_ceiling,
            repeats=score.repeat_meetings,
            same_organisation=score.same_organisation_meetings,
            wishes_kept=0,
            wishes=0,
            exhausted=result.ended is Ended.EXHAUSTED,
        ),
        limits=tuple(map(limit_on_pages, result.limits)) if found.sectors else (),
        stopped=result.stopped,
        seconds=result.seconds,
        average=round(2 * score.cross_sector_pairs / len(found.people)),
        seating=_seating(result),
    )


def kept_trial(
    text: str, seating: str, score: PlanScore, limits: tuple[str, ...], seconds: float
) -> Trial:
    """A list whose rounds are known. Raises InvalidInput when the seating is not of this list."""
    found = _read(text)
    return Trial(
        list=found,
        rounds=_rounds(found.people, _seated(seating, len(found.people))),
        score=score,
        limits=limits,
        stopped=False,
        seconds=seconds,
        average=round(2 * score.pairs / len(found.people)),
        seating=seating,
    )


def trial_pdf(text: str, seating: str) -> bytes:
    """Sheets for the tables, lists for the rounds and a list for the wall, as one PDF.

    Raises InvalidInput when the seating is not of this list, DocumentFailed as the renderer does.
    """
    people = _read(text).people
    sheets = EventSheets(
        title="Who sits with whom",
        when="",
        people=tuple(
            SheetPerson(
                key=str(i),
                name=person.name,
                organisation=person.organisation,
                sector=person.sector,
                shape=tuple(Shape)[max(person.style, 1) - 1],
                host_table=person.host_table,
            )
            for i, person in enumerate(people)
        ),
        rounds=tuple(
            SheetRound(
                number,
                tuple(SheetTable(t, keys) for t, keys in enumerate(seated.tables, 1) if keys),
                seated.sitting_out,
            )
            for number, seated in enumerate(_seated(seating, len(people)), start=1)
        ),
    )
    return round_sheets_pdf(sheets)


def trial_csv(text: str, seating: str) -> str:
    """One row for each person and round, safe to open in a spreadsheet.

    Raises InvalidInput when the seating is not of this list.
    """
    people = _read(text).people
    rows: list[Sequence[object]] = [("round", "table", "name", "organisation", "sector")]
    for number, seated in enumerate(_seated(seating, len(people)), start=1):
        places = [(str(t), key) for t, keys in enumerate(seated.tables, 1) for key in keys]
        places += [("sits out", key) for key in seated.sitting_out]
        for table, person in ((table, people[int(key)]) for table, key in places):
            rows.append((number, table, person.name, person.organisation, person.sector))
    return write_rows(rows)


def _read(text: str) -> TrialList:
    return read_trial_list(_rows(text))


def _rows(text: str) -> list[Row]:
    return read_rows(text.encode(), frozenset(map(heading_key, known_headings())))


def _problem(found: TrialList, choices: TrialChoices) -> Problem:
    """Without sectors everybody is a sector of their own, so that every new pair counts."""
    pairs = choices.most == 2
    return Problem(
        people=tuple(
            Person(
                key=str(i),
                name=person.name,
                organisation=person.organisation,
                sector=(person.sector or "No sector") if found.sectors else str(i),
                host_table=person.host_table,
            )
            for i, person in enumerate(found.people)
        ),
        rounds=choices.rounds,
        pairs=pairs,
        table_count=0 if pairs else tables_for(len(found.people), choices.most),
        table_limit=None if pairs else choices.most,
        apart_organisations=choices.colleagues_apart,
    )


def _rounds(people: Sequence[TrialPerson], rounds: Sequence[SeatedRound]) -> tuple[TrialRound, ...]:
    members = {
        str(i): Member(i, p.name, p.organisation, p.sector, p.style, p.host_table)
        for i, p in enumerate(people)
    }

    def at(table: int, keys: Sequence[str]) -> tuple[Member, ...]:
        return in_order((members[key] for key in keys), table, str)

    return tuple(
        TrialRound(
            number,
            tuple(TableCard(t, at(t, keys)) for t, keys in enumerate(seated.tables, 1) if keys),
            at(0, seated.sitting_out),
        )
        for number, seated in enumerate(rounds, start=1)
    )


def _seating(result: Result) -> str:
    """The rounds as JSON: for each the tables and who sits out, people by place in the list."""

    def numbers(keys: Sequence[str]) -> list[int]:
        return [int(key) for key in keys]

    rounds = [
        [[numbers(keys) for keys in seated.tables], numbers(seated.sitting_out)]
        for seated in result.rounds
    ]
    return json.dumps(rounds, separators=(",", ":"))


def _seated(seating: str, people: int) -> tuple[SeatedRound, ...]:
    """The rounds of :func:`_seating`. Raises InvalidInput for anything else."""

    def keys(numbers: object) -> tuple[str, ...]:
        known = isinstance(numbers, list) and all(
            type(n) is int and 0 <= n < people for n in numbers
        )
        if not known:
            raise ValueError
        return tuple(str(n) for n in numbers)  # type: ignore[attr-defined]

    try:
        rounds = tuple(
            SeatedRound(tuple(keys(table) for table in tables), keys(out))
            for tables, out in json.loads(seating)
        )
    except (ValueError, TypeError, RecursionError) as error:
        raise InvalidInput(_STALE) from error
    for seated in rounds:
        everybody = [key for table in (*seated.tables, seated.sitting_out) for key in table]
        if len(set(everybody)) < len(everybody):
            raise InvalidInput(_STALE)
    return rounds
