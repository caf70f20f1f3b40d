"""What is held in place can be held once, let go, and must be in the draft."""

from collections.abc import Callable

import pytest

from scheduler.domain.planning.locks import Held, Lock
from scheduler.errors import NotFound, RuleBroken
from scheduler.services.planning.board.locking import lock, unlock
from scheduler.services.planning.board.state import Draft, names_of
from tests.builders import NOW, Account
from tests.services.planning.board.conftest import Board


def test_a_lock_is_put_on_once_and_taken_off_once(
    board: Board, draft: Callable[[], Draft], owner: Account
) -> None:
    table = Lock(Held.TABLE, 1, 2)
    lock(*board, table, owner.user, NOW)
    with pytest.raises(RuleBroken, match="That is locked already"):
        lock(*board, table, owner.user, NOW)
    assert draft().locks == (table,)
    unlock(*board, table, owner.user, NOW)
    assert draft().locks == ()
    with pytest.raises(RuleBroken, match="That is no longer locked"):
        unlock(*board, table, owner.user, NOW)


@pytest.mark.parametrize(
    "what",
    [
        Lock(Held.ROUND),
        Lock(Held.ROUND, 3),
        Lock(Held.TABLE, 1, 4),
        Lock(Held.PERSON, 1, None, "99999"),
        Lock(Held.PERSON, 1),
    ],
    ids=str,
)
def test_what_is_not_in_the_draft_is_not_found(board: Board, owner: Account, what: Lock) -> None:
    with pytest.raises(NotFound):
        lock(*board, what, owner.user, NOW)


def test_two_who_share_no_table_are_no_pair(board: Board, owner: Account) -> None:
    keys = {name: key for key, name in names_of(board[0]).items()}
    apart = Lock(Held.PAIR, None, None, keys["Person 00"], keys["Person 04"])
    with pytest.raises(RuleBroken, match="share no table"):
        lock(*board, apart, owner.user, NOW)
    lock(*board, Lock(Held.PAIR, None, None, keys["Person 00"], keys["Person 01"]), owner.user, NOW)
