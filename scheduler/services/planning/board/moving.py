"""Moving people of a draft by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from scheduler.domain.planning.locks import Lock, lock_of_table
from scheduler.domain.words.board import lock_words, place_words
from scheduler.engine.effects.board import SITS_OUT, Moves, Place
from scheduler.engine.effects.effect import exchange
from scheduler.errors import NotFound, Rule, RuleBroken
from scheduler.models import Event, Plan, PlanEdit, User, transaction
from scheduler.services.planning.board.history import BoardChanges, record
from scheduler.services.planning.board.state import Draft, hold_draft, names_of

MOVE, EXCHANGE = "move", "exchange"


@dataclass(frozen=True, slots=True)
class BoardMove:
    """Somebody to another place of a round, in exchange with somebody there if named.

    ``seen``: where they were when the page was shown; ``table`` 0 sits out, None has no place.
    """

    round: int
    person: str
    seen: Place
    table: Place
    other: str | None = None


def move(event: Event, plan: Plan, wanted: BoardMove, actor: User, now: datetime) -> PlanEdit:
    """Move somebody, and keep it as an edit that can be undone.

    Two organisers may move people at once: each move is judged by where its own people are.
    Raises RuleBroken, saying why, when somebody is elsewhere by now, held in place, or when the
    round has begun; NotFound for somebody who has nothing to do with the plan.
    """
    with transaction():
        draft = hold_draft(event, plan, now)
        moves = moves_for(draft, wanted, names_of(event))
        places = draft.board.places[wanted.round - 1]
        seats = tuple(
            (int(key), wanted.round, places.get(key), after) for key, after in moves.items()
        )
        kind = EXCHANGE if wanted.other else MOVE
        return record(draft, kind, BoardChanges(seats), actor, now)


def moves_for(draft: Draft, wanted: BoardMove, names: Mapping[str, str]) -> Moves:
    """The moves of a round that a wish comes to, once it is clear that it can be granted."""
    if not 1 <= wanted.round <= draft.plan.rounds:
        raise NotFound(f"There is no round {wanted.round}.")
    places = draft.board.places[wanted.round - 1]
    for key in filter(None, (wanted.person, wanted.other)):
        if key not in draft.problem.by_key and key not in places:
            raise NotFound("This person has no part in the plan any more.")
    _still_there(names, places, wanted.person, wanted.seen)
    if wanted.other:
        _still_there(names, places, wanted.other, wanted.table)
        moves = exchange(draft.board, wanted.round, wanted.person, wanted.other)
    else:
        moves = {wanted.person: wanted.table}
    if wanted.table == wanted.seen:
        raise RuleBroken(f"{names[wanted.person]} is there already.")
    if wanted.table is not None and not SITS_OUT <= wanted.table <= draft.tables:
        raise NotFound(f"There is no table {wanted.table}.")
    _come(draft, moves, names)
    held = draft.held()
    for key in moves:
        if lock := held.get((wanted.round, key)):
            _refuse(lock, names)
    for table in (wanted.seen, wanted.table):
        if lock := lock_of_table(draft.locks, wanted.round, table):
            _refuse(lock, names)
    return moves


def _still_there(
    names: Mapping[str, str], places: Mapping[str, int], key: str, seen: Place
) -> None:
    now = places.get(key)
    if now != seen:
        raise RuleBroken(
            f"{names.get(key, 'This person')} {place_words(now)} by now: somebody moved them. "
            "Nothing was changed.",
            Rule.STALE,
        )


def _come(draft: Draft, moves: Moves, names: Mapping[str, str]) -> None:
    """Refuse a place for somebody who cancelled meanwhile; their seat may be given up."""
    for key, after in moves.items():
        if after is not None and key not in draft.problem.by_key:
            raise RuleBroken(
                f"{names.get(key, 'This person')} does not come any more. Nothing was changed.",
                Rule.STALE,
            )


def _refuse(lock: Lock, names: Mapping[str, str]) -> None:
    raise RuleBroken(f"{lock_words(lock, names)}. Unlock it first.")
