"""A draft as it lies on the board."""

from collections.abc import Callable

import pytest

from scheduler.domain.planning.locks import Held, Lock
from scheduler.errors import NotFound, RuleBroken
from scheduler.models import db
from scheduler.services.planning.board.state import Draft, board_draft, hold_draft, lock_columns
from scheduler.services.planning.plans import rounds_of, seats_of
from tests.builders import NOW
from tests.services.planning.board.conftest import Board


def test_it_lies_as_the_plan_says(board: Board, draft: Callable[[], Draft]) -> None:
    _, plan = board
    found = draft()
    assert (found.tables, found.begun, found.locks, found.seats_at(1)) == (3, 0, (), 3)
    for seated, at in zip(rounds_of(plan, seats_of(plan)), found.board.at, strict=True):
        assert [set(table) for table in seated.tables] == list(at[1:])


def test_a_plan_of_other_rounds_cannot_be_changed_by_hand(board: Board) -> None:
    event, plan = board
    event.rounds = 5
    db.session.commit()
    with pytest.raises(RuleBroken, match="now has 5 rounds and this plan has 2"):
        board_draft(event, plan, NOW)


def test_published_and_deleted_plans_are_not_held(board: Board) -> None:
    event, plan = board
    plan.state = "published"
    db.session.commit()
    with pytest.raises(RuleBroken, match=r"Plan 1 is published\. Make a copy"):
        hold_draft(event, plan, NOW)
    plan_id = plan.id
    db.session.delete(plan)
    db.session.commit()
    plan.id = plan_id
    with pytest.raises(NotFound):
        hold_draft(event, plan, NOW)


def test_a_lock_is_stored_in_its_columns() -> None:
    assert lock_columns(Lock(Held.PAIR, 2, None, "4", "7")) == {
        "kind": "pair", "round": 2, "table": None, "one_id": 4, "other_id": 7,
    }  # fmt: skip
