"""Evening out keeps a design a design and never raises the sum of squares."""

import numpy as np
import pytest

from scheduler.engine.designs.columns.layout import lay_out
from scheduler.engine.designs.columns.moves import moves
from scheduler.engine.designs.fairness.exchanges import even_out
from scheduler.engine.designs.verify import sector_labels, valid_rounds


def people_met(seating: np.ndarray, sectors: np.ndarray) -> np.ndarray:
    met = sum((np.equal.outer(row, row)).astype(int) for row in seating)
    return (met * np.not_equal.outer(sectors, sectors)).sum(axis=1)


@pytest.mark.parametrize(
    ("sizes", "tables", "rounds", "fewest", "spread"),
    [
        ((45, 35, 20), 20, 8, 21, 63_104),
        ((24, 16, 8), 12, 6, 12, 9_648),
        ((120, 110, 70), 50, 8, 28, 279_780),
    ],
)
def test_known_shapes_become_fair(
    sizes: tuple[int, ...], tables: int, rounds: int, fewest: int, spread: int
) -> None:
    layout = lay_out(sizes, tables)
    assert layout is not None
    before = layout.seat(next(moves(layout.columns, tables, rounds, 0, 1)))[:rounds]
    sectors = sector_labels(sizes)
    after = even_out(before, sectors, 10_000)
    assert valid_rounds(after, sectors, tables) == rounds
    found = people_met(after, sectors)
    assert (int(found.min()), int((found**2).sum())) == (fewest, spread)
    assert int((people_met(before, sectors) ** 2).sum()) > spread


def test_no_tries_change_nothing() -> None:
    seating = np.array([[0, 1, 0, 1], [0, 1, 1, 0]])
    assert even_out(seating, np.array([0, 0, 1, 1]), 0).tolist() == seating.tolist()
