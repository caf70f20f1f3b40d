"""Rounds that a page sends back."""

import pytest

from scheduler.engine.problem import SeatedRound
from scheduler.errors import InvalidInput
from scheduler.services.planning.trial.seating import as_seating, read_seating


def test_what_is_kept_is_read_back() -> None:
    rounds = (SeatedRound((("0", "1"), ("2",))), SeatedRound((("2", "1"),), ("0",)))
    assert as_seating(rounds) == "[[[[0,1],[2]],[]],[[[2,1]],[0]]]"
    assert read_seating(as_seating(rounds), 3) == rounds


@pytest.mark.parametrize(
    "seating",
    ["", "{", "[1]", "[[[[0,3]],[]]]", "[[[[0,0]],[]]]", "[[[[true]],[]]]", "[" * 100_000],
    ids=["empty", "no JSON", "no rounds", "nobody of the list", "twice", "no number", "deep"],
)
def test_a_seating_of_another_list_is_refused(seating: str) -> None:
    with pytest.raises(InvalidInput, match="do not belong to this list"):
        read_seating(seating, 3)
