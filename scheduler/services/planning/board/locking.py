"""Holding a person, a table, a round or a pair of a draft in place."""

from datetime import datetime
from typing import assert_never

from scheduler.domain.planning.locks import Held, Lock
from scheduler.errors import NotFound, RuleBroken
from scheduler.models import Event, Plan, PlanEdit, User, transaction
from scheduler.services.planning.board.history import BoardChanges, record
from scheduler.services.planning.board.state import Draft, hold_draft, lock_columns

LOCK, UNLOCK = "lock", "unlock"


def lock(event: Event, plan: Plan, what: Lock, actor: User, now: datetime) -> PlanEdit:
    """Hold something in place, as an edit that can be undone.

    Raises RuleBroken when it is held already or cannot be, NotFound for what is not in the plan.
    """
    with transaction():
        draft = hold_draft(event, plan, now)
        if what in draft.locks:
            raise RuleBroken("That is locked already.")
        _check(draft, what)
        return record(draft, LOCK, BoardChanges(locked=(lock_columns(what),)), actor, now)


def unlock(event: Event, plan: Plan, what: Lock, actor: User, now: datetime) -> PlanEdit:
    """Let it go again. Raises RuleBroken when somebody else has done so."""
    with transaction():
        draft = hold_draft(event, plan, now)
        if what not in draft.locks:
            raise RuleBroken("That is no longer locked.")
        return record(draft, UNLOCK, BoardChanges(freed=(lock_columns(what),)), actor, now)


def _check(draft: Draft, what: Lock) -> None:
    if what.round is not None and not 1 <= what.round <= draft.plan.rounds:
        raise NotFound(f"There is no round {what.round}.")
    match what.kind:
        case Held.TABLE:
            if not 1 <= (what.table or 0) <= draft.tables:
                raise NotFound(f"There is no table {what.table}.")
        case Held.ROUND:
            if what.round is None:
                raise NotFound("Name the round.")
        case Held.PERSON:
            _check_seated(draft, what.one)
        case Held.PAIR:
            _check_pair(draft, what.one, what.other)
        case _:
            assert_never(what.kind)


def _check_seated(draft: Draft, key: str | None) -> None:
    if key is None or not any(key in at for at in draft.board.places):
        raise NotFound("This person has no seat in this draft.")


def _check_pair(draft: Draft, one: str | None, other: str | None) -> None:
    for key in (one, other):
        _check_seated(draft, key)
    together = any(
        at.get(one or "") and at.get(one or "") == at.get(other or "") for at in draft.board.places
    )
    if one == other or not together:
        raise RuleBroken("These two share no table in this draft, so there is nothing to hold.")
