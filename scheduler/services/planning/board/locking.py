"""Holding a person, a table, a round or a pair of a draft in place."""

from datetime import datetime

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
    if what.kind is Held.TABLE and not 1 <= (what.table or 0) <= draft.tables:
        raise NotFound(f"There is no table {what.table}.")
    if what.kind is Held.ROUND and what.round is None:
        raise NotFound("Name the round.")
    places = draft.board.places
    for key in (what.one, what.other):
        if key is not None and not any(key in at for at in places):
            raise NotFound("This person has no seat in this draft.")
    if what.kind is Held.PAIR:
        one, other = what.one or "", what.other or ""
        if one == other or not any(at.get(one) and at.get(one) == at.get(other) for at in places):
            raise RuleBroken("These two share no table in this draft, so there is nothing to hold.")
