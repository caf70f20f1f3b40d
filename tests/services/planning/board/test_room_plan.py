"""Tables are put where the organiser wants them, and nobody moves one under somebody else."""

import pytest

from scheduler.domain.planning.room_plan import EDGE, Spot, first_spot
from scheduler.errors import InvalidInput, NotFound, Rule, RuleBroken
from scheduler.services.planning.board.room_plan import place_table, tables_standing
from tests.services.planning.board.conftest import Board


def test_a_table_goes_as_near_as_there_is_room(board: Board) -> None:
    event, _ = board
    spot = place_table(event, 1, first_spot(1, 3), Spot(1, 400, " by  the door "))
    assert spot == Spot(EDGE, 400, "by the door")
    with pytest.raises(RuleBroken) as refused:
        place_table(event, 1, first_spot(1, 3), Spot(300, 300))
    assert refused.value.rule is Rule.STALE
    assert place_table(event, 1, spot, Spot(300, 300)) == Spot(300, 300)


def test_place_and_note_are_two_things_that_two_may_change(board: Board) -> None:
    event, _ = board
    first = first_spot(1, 3)
    place_table(event, 1, first, Spot(300, 200))
    noted = place_table(event, 1, first, Spot(first.x, first.y, "by the door"))
    assert noted == Spot(300, 200, "by the door")
    # Who saw the place before the note moves it on, and the note stays.
    assert place_table(event, 1, Spot(300, 200), Spot(400, 200)) == Spot(400, 200, "by the door")
    with pytest.raises(RuleBroken) as refused:
        place_table(event, 1, Spot(400, 200), Spot(400, 200, "in the corner"))
    assert refused.value.sentence == (
        "Somebody has changed the note of table 1 since: it is “by the door” now. Nothing of yours "
        "is saved yet; save again to have it your way."
    )


def test_there_is_no_such_table_and_a_note_is_short(board: Board) -> None:
    event, _ = board
    assert tables_standing(event) == 3
    with pytest.raises(NotFound):
        place_table(event, 4, first_spot(4, 4), Spot(300, 300))
    with pytest.raises(InvalidInput) as refused:
        place_table(event, 1, first_spot(1, 3), Spot(300, 300, "x" * 61))
    assert refused.value.field == "note"
