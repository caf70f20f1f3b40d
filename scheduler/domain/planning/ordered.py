"""Meetings that the rules themselves order: of people kept together, or bound to one table.

They are no repeats that a better plan could avoid, and who is kept together meets fewer people for
that reason alone.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any

_Pair = tuple[str, str]
_Tables = Sequence[Sequence[str]]
"""Who sits at each table of one round."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """What a plan's figures owe to such rules.

    ``repeats``: meetings beyond the first of two people whom a rule brings together each time.
    ``fewest`` and ``worst_off``: of those there throughout whom no rule keeps together; None where
    there is nobody but such. ``kept_fewest`` and ``kept``: of the others.
    """

    repeats: int = 0
    fewest: int | None = None
    worst_off: tuple[str, ...] = ()
    kept_fewest: int | None = None
    kept: tuple[str, ...] = ()

    def stored(self) -> dict[str, Any]:
        """The figures as they are stored beside a plan's score."""
        return {"ordered": asdict(self)}

    @classmethod
    def read(cls, score: Mapping[str, Any]) -> "Ordered | None":
        """Read what was stored; None for a plan that was made without it."""
        found = score.get("ordered")
        return cls(**found) if found else None


def ordered(
    rounds: Sequence[_Tables],
    together: Iterable[_Pair],
    bound: Collection[str],
    throughout: Sequence[str],
    is_new: Callable[[str, str], bool],
) -> Ordered:
    """Return what the rules order in these rounds.

    ``together``: pairs kept together, which chain; ``bound``: who never leaves one table;
    ``throughout``: who is there in every round; ``is_new``: whether a pair, ascending, counts.
    """
    met = Counter(
        pair for tables in rounds for table in tables for pair in combinations(sorted(table), 2)
    )
    # Two hosts of one table, say, are as much together as two with a rule.
    always = len(rounds) if len(rounds) > 1 else None
    beside = [(a, b) for (a, b), n in met.items() if n == always and a in bound and b in bound]
    group = _groups([*together, *beside])
    repeats = sum(
        times - 1
        for (a, b), times in met.items()
        if (a in group and group[a] == group.get(b)) or (a in bound and b in bound)
    )
    degree = Counter(key for pair in met if is_new(*pair) for key in pair)
    kept = [key for key in throughout if key in group]
    free = [key for key in throughout if key not in group]
    fewest, kept_fewest = (min((degree[k] for k in keys), default=None) for keys in (free, kept))
    return Ordered(
        repeats,
        fewest,
        tuple(key for key in free if degree[key] == fewest),
        kept_fewest,
        tuple(key for key in kept if degree[key] == kept_fewest),
    )


def _groups(together: Iterable[_Pair]) -> dict[str, str]:
    """Everybody whom a rule keeps together with somebody, with the name of their group."""
    group: dict[str, str] = {}
    for a, b in together:
        one, other = group.setdefault(a, a), group.setdefault(b, b)
        for key, name in group.items():
            if name == other:
                group[key] = one
    return group
