"""Where somebody could go: the best places first, and none while they are held."""

from collections.abc import Callable

from scheduler.domain.planning.locks import Held, Lock
from scheduler.services.planning.board.going import goings
from scheduler.services.planning.board.locking import lock
from scheduler.services.planning.board.state import Draft, names_of
from tests.builders import NOW, Account
from tests.services.planning.board.conftest import Board


def test_every_place_has_its_effect_and_the_best_comes_first(
    board: Board, draft: Callable[[], Draft]
) -> None:
    names = names_of(board[0])
    key = next(key for key, name in names.items() if name == "Person 00")
    found = goings(draft(), 1, key, names)
    # Both other tables are full: somebody there changes places, or the person sits out.
    assert {going.other for going in found if going.table == 2} == {
        other for other, name in names.items() if name in ("Person 03", "Person 04", "Person 05")
    }
    kept = [going.links for going in found if not going.breaks]
    assert kept == sorted(kept, reverse=True)


def test_none_while_they_are_held_and_none_to_a_table_that_is(
    board: Board, draft: Callable[[], Draft], owner: Account
) -> None:
    names = names_of(board[0])
    key = next(key for key, name in names.items() if name == "Person 00")
    lock(*board, Lock(Held.TABLE, 1, 2), owner.user, NOW)
    assert 2 not in {going.table for going in goings(draft(), 1, key, names)}
    lock(*board, Lock(Held.PERSON, 1, None, key), owner.user, NOW)
    assert goings(draft(), 1, key, names) == []
    assert goings(draft(), 2, key, names) != []
