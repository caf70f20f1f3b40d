"""The named instances of the engine, read from tests/engine/instances/*.json.

Fields: ``name``; ``sectors`` (sizes), ``golfers`` (groups, size: everybody a sector of
their own) or ``people`` ([organisation, sector, host table or 0] each); ``table_size`` (2
means pairs, one person sitting out when odd); ``tables`` where they are not as few as can
be; ``rounds``; ``hosts`` (how many of each sector host a table); ``apart`` and ``history``
(pairs of positions); ``bound`` (the proven ceiling of cross-sector pairs); ``fewest``
(proven best for the worst-off person); ``target`` (pairs a good engine reaches when the
bound is not known to be attained); ``published`` (what public programs reached, as
docs/benchmarks.md says); ``quick`` (solved in a second or so).
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from scheduler.engine.problem import Odd, Person, Problem, pair, tables_for

FOLDER = Path(__file__).parents[2] / "tests" / "engine" / "instances"
_SECTORS = ("Voluntary", "Public", "Private", "Academic", "Faith", "Press")


@dataclass(frozen=True)
class Instance:
    """One named problem with what is known about it."""

    name: str
    group: str
    table_size: int
    rounds: int
    bound: int
    fewest: int | None
    target: int
    quick: bool
    people: tuple[Person, ...]
    apart: tuple[tuple[int, int], ...] = ()
    history: tuple[tuple[int, int], ...] = ()
    apart_organisations: bool = False
    published: dict[str, int] = field(default_factory=dict)
    tables: int = 0

    @property
    def shape(self) -> str:
        """Sector sizes, table size and rounds in a few characters."""
        sectors = [person.sector for person in self.people]
        sizes = sorted((sectors.count(s) for s in set(sectors)), reverse=True)
        text = f"{len(sizes)} x 1" if sizes[0] == 1 else ",".join(map(str, sizes))
        return f"{text}; tables of {self.table_size}; {self.rounds} rounds"

    def problem(self) -> Problem:
        """Return what the engine is asked."""
        pairs = self.table_size == 2
        return Problem(
            people=self.people,
            rounds=self.rounds,
            pairs=pairs,
            table_count=self.tables or tables_for(len(self.people), self.table_size),
            table_limit=self.table_size,
            odd=Odd.SIT_OUT,
            apart=self._pairs(self.apart),
            history=self._pairs(self.history),
            apart_organisations=self.apart_organisations,
        )

    def _pairs(self, positions: Iterable[tuple[int, int]]) -> frozenset[tuple[str, str]]:
        return frozenset(pair(self.people[a].key, self.people[b].key) for a, b in positions)


def instances() -> dict[str, Instance]:
    """Return every named instance by name, in the order of the files."""
    order = ("pairs", "tables", "saturation", "golfers", "dense", "c1", "shapes", "history")
    read = {}
    for group in order:
        for row in json.loads((FOLDER / f"{group}.json").read_text(encoding="utf-8")):
            read[row["name"]] = _instance(group, row)
    return read


def _instance(group: str, row: dict) -> Instance:
    return Instance(
        name=row["name"],
        group=group,
        table_size=row["table_size"],
        rounds=row["rounds"],
        bound=row["bound"],
        fewest=row.get("fewest"),
        target=row.get("target", row["bound"]),
        quick=row.get("quick", False),
        people=tuple(_people(row)),
        apart=tuple((a, b) for a, b in row.get("apart", ())),
        history=tuple((a, b) for a, b in row.get("history", ())),
        apart_organisations=row.get("apart_organisations", False),
        published=row.get("published", {}),
        tables=row.get("tables", 0),
    )


def _people(row: dict) -> Iterable[Person]:
    """Yield the people p0, p1, …, sector by sector where only sizes are given."""
    if "people" in row:
        for i, (organisation, sector, table) in enumerate(row["people"]):
            yield _person(i, f"Organisation {organisation}", _SECTORS[sector], table)
        return
    if "golfers" in row:
        for i in range(row["golfers"][0] * row["golfers"][1]):
            yield _person(i, f"Organisation {i}", f"Sector {i:03}", 0)
        return
    number = table = 0
    for s, size in enumerate(row["sectors"]):
        hosts = row.get("hosts", [0] * len(row["sectors"]))[s]
        for place in range(size):
            table += place < hosts
            yield _person(
                number, f"Organisation {number}", _SECTORS[s], table if place < hosts else 0
            )
            number += 1


def _person(number: int, organisation: str, sector: str, host_table: int) -> Person:
    return Person(f"p{number}", f"Person {number}", organisation, sector, host_table or None)
