"""Files and options of ``flask plan``, read into a Problem."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from scheduler.domain.english import count
from scheduler.engine.forecast import at_enough_tables
from scheduler.engine.problem import Odd, Pair, Person, Problem, Rounds, tables_for
from scheduler.errors import InvalidInput, UnreadableFile
from scheduler.exports.lists.delimited import LineFault
from scheduler.exports.lists.people_csv import read_pairs, read_people
from scheduler.exports.lists.plan_json import rounds_from_json


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """The options that make the problem, as given."""

    rounds: int
    pairs: bool = False
    table_size: int | None = None
    tables: int | None = None
    odd: str = "trio"
    history: Path | None = None
    apart: Path | None = None
    together: Path | None = None
    must_meet: Path | None = None
    wish: Path | None = None
    apart_organisations: bool = False
    plan: Path | None = None
    from_round: int | None = None
    prefer: str | None = None


class BadLines(InvalidInput):
    """Lines that cannot be used; ``lines`` are ready to print, one for each."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        super().__init__(" ".join(self.lines))


def read_problem(people_file: Path, choices: PlanOptions) -> tuple[Problem, tuple[str, ...]]:
    """Return the problem and notes about lines that were left out on purpose.

    Raises BadLines with every bad line of every file, InvalidInput on options that do not
    go together.
    """
    _refuse_misfits(choices)
    files = _Files(choices)
    previous = files.previous()
    room = _in_the_room(choices, previous)
    people = files.people(people_file, None if files.bad else room)
    pairs = partial(files.pairs, {person.key for person in people}, _seated_in(previous))
    history = pairs(choices.history, strangers=True)
    apart, together = pairs(choices.apart), pairs(choices.together)
    must_meet, wishes = pairs(choices.must_meet), pairs(choices.wish)
    if files.bad:
        raise BadLines(files.bad)
    hosted = max((person.host_table or 0 for person in people), default=0)
    problem = Problem(
        people=people,
        rounds=choices.rounds,
        pairs=choices.pairs,
        table_count=_tables(choices, len(people), hosted),
        table_limit=choices.table_size,
        room_tables=room,
        odd=Odd(choices.odd),
        apart_organisations=choices.apart_organisations,
        kept=previous[: (choices.from_round or 1) - 1],
        previous=previous,
        history=history,
        apart=apart,
        together=together,
        must_meet=must_meet,
        wishes=wishes,
    )
    made = at_enough_tables(problem) if choices.prefer == "stability" else problem
    return made, tuple(files.notes)


class _Files:
    """Reads the files that are named. ``bad`` and ``notes`` gather what is said of their lines."""

    def __init__(self, choices: PlanOptions) -> None:
        self._choices = choices
        self.bad: list[str] = []
        self.notes: list[str] = []

    def previous(self) -> Rounds:
        """The rounds of the plan to go on with; none where there is none, or it is bad."""
        file, first = self._choices.plan, self._choices.from_round
        if file is None or first is None:
            return ()
        try:
            rounds = rounds_from_json(file.read_bytes())
        except UnreadableFile as error:
            self.bad.append(f"{file}: {error.sentence}")
            return ()
        if len(rounds) < first - 1:
            self.bad.append(
                f"{file}: it has {count(len(rounds), 'round')}, too few to keep the first "
                f"{first - 1}."
            )
        return rounds

    def people(self, file: Path, room: int | None) -> tuple[Person, ...]:
        """The people of the list; nobody if any line is bad.

        ``room``: how many tables there were before a re-plan; None where that cannot be read.
        """

        def tables(people: int) -> int:
            return _tables(self._choices, people, people if room is None else room)

        try:
            read = read_people(file.read_bytes(), self._choices.rounds, tables)
        except UnreadableFile as error:
            self.bad.append(f"{file}: {error.sentence}")
            return ()
        self.bad += _lines(file, read.faults)
        self.notes += _lines(file, read.notes)
        return () if read.faults else read.people

    def pairs(
        self, ids: set[str], seen: set[str], file: Path | None, *, strangers: bool = False
    ) -> frozenset[Pair]:
        """The pairs of a file, none without one; with ``strangers`` also of who is not here.

        Without a usable list of people its ``ids`` cannot be judged.
        """
        if file is None:
            return frozenset()
        try:
            read = read_pairs(file.read_bytes(), ids, seen, strangers or not ids)
        except UnreadableFile as error:
            self.bad.append(f"{file}: {error.sentence}")
            return frozenset()
        self.bad += _lines(file, read.faults)
        if ids and not strangers:
            self.notes += [f"{line}, so the line is left out" for line in _lines(file, read.absent)]
        return read.pairs


def _seated_in(rounds: Rounds) -> set[str]:
    """Everybody who had a seat in one of them, or sat out."""
    return {key for each in rounds for t in (*each.tables, each.sitting_out) for key in t}


def _refuse_misfits(choices: PlanOptions) -> None:
    shapes = (choices.pairs, choices.table_size is not None, choices.tables is not None)
    if sum(shapes) != 1:
        raise InvalidInput("Give exactly one of --pairs, --table-size and --tables.")
    if (choices.plan is None) != (choices.from_round is None):
        raise InvalidInput("--continue and --from-round go together: give both or neither.")
    if choices.from_round is not None and choices.from_round > choices.rounds:
        raise InvalidInput(
            f"--from-round is {choices.from_round}, but the rounds are 1 to {choices.rounds}."
        )
    if choices.prefer and choices.plan is None:
        raise InvalidInput(
            "--prefer stability needs --continue: there is no plan to stay close to."
        )


def _tables(choices: PlanOptions, people: int, hosted: int) -> int:
    """The number of tables. A re-plan never takes away a table that still has its host."""
    if choices.pairs:
        return max(1, people // 2)
    if choices.tables is not None:
        return choices.tables
    least = tables_for(people, choices.table_size or 1)
    return max(least, hosted) if choices.plan else least


def _in_the_room(choices: PlanOptions, previous: Rounds) -> int:
    """How many tables there were; a stated number of tables is one of tables 1..T."""
    if choices.tables is not None:
        return 0
    return max((len(seated.tables) for seated in previous), default=0)


def _lines(file: Path, faults: Iterable[LineFault]) -> list[str]:
    return [
        f"{file}:{fault.line}: {fault.sentence}" if fault.line else f"{file}: {fault.sentence}"
        for fault in faults
    ]
