"""Calls ``flask plan`` and reads what it wrote, without the engine's own help."""

import json
from collections import Counter
from collections.abc import Callable
from itertools import combinations
from typing import Any

from click.testing import CliRunner, Result

from scheduler.cli.plan import plan_command

Write = Callable[[str, str], str]
"""Writes a file of that name and text, and returns its path."""
SECTORS = ("Voluntary", "Public", "Private")


def run(people: str, *arguments: str) -> Result:
    """Call the command; half a second of search unless the arguments say otherwise."""
    return CliRunner().invoke(plan_command, [people, "--seconds=0.5", *arguments])


def people_csv(count: int, changes: dict[int, str] | None = None) -> str:
    """p0, p1, … in turn of each sector; ``changes`` are the cells after the sector."""
    rows = ["id,name,organisation,sector,host_table,stays,arrives_round,leaves_after_round"]
    for i in range(count):
        cells = (changes or {}).get(i, "")
        rows.append(f"p{i},Person {i},Org {i % 7},{SECTORS[i % 3]},{cells}")
    return "\n".join(rows) + "\n"


def plan_of(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def seats(plan: Any) -> list[dict[str, int]]:
    """For each round, everybody's table (0: sits out), each exactly once."""
    found = []
    for item in plan["rounds"]:
        places = [(k, t["table"]) for t in item["tables"] for k in t["people"]]
        places += [(key, 0) for key in item["sitting_out"]]
        assert len(dict(places)) == len(places)
        found.append(dict(places))
    return found


def met(plan: Any) -> Counter[tuple[str, ...]]:
    return Counter(
        pair
        for item in plan["rounds"]
        for table in item["tables"]
        for pair in combinations(sorted(table["people"]), 2)
    )


def cross(plan: Any) -> set[tuple[str, ...]]:
    return {pair for pair in met(plan) if len({int(key[1:]) % 3 for key in pair}) == 2}
