"""Moves, locks, undo and redo: whatever is done and undone, the board is what the log says."""

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    precondition,
    rule,
    run_state_machine_as_test,
)

from scheduler.domain.planning.locks import Held, Lock
from scheduler.engine.result import measure
from scheduler.errors import RuleBroken
from scheduler.models import Event, Plan, User
from scheduler.services.planning.board.history import plan_steps, redo, undo
from scheduler.services.planning.board.locking import lock, unlock
from scheduler.services.planning.board.moving import BoardMove, move
from scheduler.services.planning.board.state import board_draft, locks_of
from scheduler.services.planning.problem import problem_for
from tests.builders import NOW, Account
from tests.services.planning.board.boards import PEOPLE, ROUNDS, TABLES, Lying, lying, nine_people


class Sessions(RuleBasedStateMachine):
    """One long session of editing, beside a list of what the board was after each edit."""

    event: Event
    plan: Plan
    user: User

    def __init__(self) -> None:
        super().__init__()
        self.event, self.plan = nine_people(self.body_id)
        self.keys = sorted({seat[0] for seat in lying(self.plan)[0]})
        self.states: list[Lying] = [lying(self.plan)]
        self.standing = 0

    body_id: int

    def _edited(self) -> None:
        self.standing += 1
        del self.states[self.standing :]
        self.states.append(lying(self.plan))
        draft = board_draft(self.event, self.plan, NOW)
        counted = measure(problem_for(self.event), draft.board.rounds())
        assert self.states[-1][2:] == (counted.cross_sector_pairs, counted.repeats)

    @rule(
        number=st.integers(1, ROUNDS),
        who=st.integers(0, PEOPLE - 1),
        other=st.integers(0, PEOPLE - 1) | st.none(),
        table=st.integers(0, TABLES) | st.none(),
    )
    def moves(self, number: int, who: int, other: int | None, table: int | None) -> None:
        before = lying(self.plan)
        places = {a: at for a, turn, at in before[0] if turn == number}
        person, partner = self.keys[who], None if other is None else self.keys[other]
        target = table if partner is None else places.get(partner)
        wanted = BoardMove(
            number, str(person), places.get(person), target, partner and str(partner)
        )
        held = board_draft(self.event, self.plan, NOW).held()
        try:
            move(self.event, self.plan, wanted, self.user, NOW)
        except RuleBroken:
            assert lying(self.plan) == before
            return
        assert (number, str(person)) not in held
        after = {a: at for a, turn, at in lying(self.plan)[0] if turn == number}
        assert (after.get(person), after.get(partner)) == (
            target,
            None if partner is None else places.get(person),
        )
        self._edited()

    @rule(number=st.integers(1, ROUNDS) | st.none(), who=st.integers(0, PEOPLE - 1))
    def locks(self, number: int | None, who: int) -> None:
        what = Lock(Held.PERSON, number, one=str(self.keys[who]))
        if what not in locks_of(self.plan) and any(
            a == self.keys[who] for a, *_ in lying(self.plan)[0]
        ):
            lock(self.event, self.plan, what, self.user, NOW)
            self._edited()

    @precondition(lambda self: bool(locks_of(self.plan)))
    @rule()
    def unlocks(self) -> None:
        unlock(self.event, self.plan, locks_of(self.plan)[0], self.user, NOW)
        self._edited()

    @precondition(lambda self: self.standing)
    @rule()
    def undoes(self) -> None:
        undo(self.event, self.plan, plan_steps(self.plan).newest(1)[0].id, NOW)
        self.standing -= 1
        assert lying(self.plan) == self.states[self.standing]

    @precondition(lambda self: self.standing < len(self.states) - 1)
    @rule()
    def makes_again(self) -> None:
        edit = plan_steps(self.plan).undone()
        assert edit is not None
        redo(self.event, self.plan, edit.id, NOW)
        self.standing += 1
        assert lying(self.plan) == self.states[self.standing]

    def teardown(self) -> None:
        assert len(plan_steps(self.plan).newest(1000)) == self.standing
        assert (plan_steps(self.plan).undone() is None) == (self.standing == len(self.states) - 1)


def test_every_session_of_editing_can_be_undone_and_made_again(app: Flask, owner: Account) -> None:
    user = owner.user
    machine = type("Session", (Sessions,), {"user": user, "body_id": owner.body_id})
    few = settings(max_examples=6, stateful_step_count=12, deadline=None,
                   suppress_health_check=list(HealthCheck))  # fmt: skip
    run_state_machine_as_test(machine, settings=few)
    run_state_machine_as_test(machine, settings=few)


def test_only_the_edit_that_was_named_is_undone(app: Flask, owner: Account) -> None:
    event, plan = nine_people(owner.body_id)
    user = owner.user
    first, second = sorted({seat[0] for seat in lying(plan)[0]})[:2]
    seen = move(event, plan, BoardMove(1, str(first), 1, 2), user, NOW)
    move(event, plan, BoardMove(1, str(second), 1, 3), user, NOW)
    before = lying(plan)
    with pytest.raises(RuleBroken, match="Somebody has changed the board since"):
        undo(event, plan, seen.id, NOW)
    assert lying(plan) == before
