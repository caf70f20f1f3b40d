"""A board of nine people, and its draft as it lies now."""

from collections.abc import Callable

import pytest

from scheduler.models import Event, Plan
from scheduler.services.planning.board.state import Draft, board_draft
from tests.builders import NOW, Account
from tests.services.planning.board.boards import nine_people

Board = tuple[Event, Plan]


@pytest.fixture
def board(owner: Account) -> Board:
    """Three tables of three for two rounds; people are named Person 00 to Person 08."""
    return nine_people(owner.body_id)


@pytest.fixture
def draft(board: Board) -> Callable[[], Draft]:
    """Reads the draft anew at each call."""
    return lambda: board_draft(*board, NOW)
