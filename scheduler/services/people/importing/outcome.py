"""What came of an import, kept with it until it is purged: to be shown, and to be taken back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from scheduler.models import StagedImport

Former = dict[str, list[Any]]
"""By the field's name what it held and what the list made of it, both as JSON has them."""


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """A row that was not used: its line, a name to know it by, and the reason."""

    line: int
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How many people each; ``waiting`` are those of the ``added`` who got no place.

    ``skipped`` and ``faults`` count the rows that are ``left_out``.
    """

    added: int
    updated: int
    unchanged: int
    waiting: int
    skipped: int
    faults: int
    left_out: tuple[LeftOutRow, ...]


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What happened, and what taking it back needs.

    ``added``: the ids of who is new; ``former``: by id what was overwritten of others;
    ``capacity``: of the event before, and as it was ``raised``. ``undone``: how many were removed
    again, None until the import is taken back; ``restored``: how many have their former details.
    """

    result: ImportResult
    added: tuple[int, ...]
    former: Mapping[str, Former]
    capacity: int
    raised: int
    undone: int | None = None
    restored: int = 0

    def kept(self) -> dict[str, Any]:
        """Return it as plain values, for :func:`outcome_of`."""
        return asdict(self)

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """Return what :meth:`kept` was asked of."""
        rows = tuple(LeftOutRow(**row) for row in kept["result"]["left_out"])
        result = ImportResult(**(kept["result"] | {"left_out": rows}))
        return cls(**(dict(kept) | {"result": result, "added": tuple(kept["added"])}))


def outcome_of(staged: StagedImport) -> ImportOutcome | None:
    """Return what came of the import; None before it was carried out."""
    return None if staged.outcome is None else ImportOutcome.read(staged.outcome)
