"""A move by hand is judged by where its own people are."""

from collections.abc import Callable

import pytest

from scheduler.domain.planning.locks import Held, Lock
from scheduler.errors import NotFound, Rule, RuleBroken
from scheduler.models import Attendee, db
from scheduler.services.planning.board.locking import lock
from scheduler.services.planning.board.moving import BoardMove, move, moves_for
from scheduler.services.planning.board.state import Draft, names_of
from scheduler.services.registration import own_sign_up as signups_own
from tests.builders import NOW, Account
from tests.services.planning.board.conftest import Board


def keys_of(board: Board) -> dict[str, str]:
    """The key of each person by name."""
    return {name: key for key, name in names_of(board[0]).items()}


def test_alone_and_in_exchange(board: Board, draft: Callable[[], Draft], owner: Account) -> None:
    keys = keys_of(board)
    first, other = keys["Person 00"], keys["Person 03"]
    move(*board, BoardMove(1, first, 1, 2), owner.user, NOW)
    assert draft().board.places[0][first] == 2
    move(*board, BoardMove(1, first, 2, 2 - 1), owner.user, NOW)
    edit = move(*board, BoardMove(1, first, 1, 2, other), owner.user, NOW)
    assert edit.kind == "exchange"
    places = draft().board.places[0]
    assert (places[first], places[other]) == (2, 1)


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ((1, 2, 3), "Person 00 is at table 1 by now: somebody moved them. Nothing was changed."),
        ((1, 1, 1), "Person 00 is there already."),
    ],
)
def test_what_no_longer_fits_is_refused(
    board: Board, draft: Callable[[], Draft], wanted: tuple[int, int, int], sentence: str
) -> None:
    number, seen, table = wanted
    key = keys_of(board)["Person 00"]
    with pytest.raises(RuleBroken) as refused:
        moves_for(draft(), BoardMove(number, key, seen, table), names_of(board[0]))
    assert str(refused.value) == sentence
    assert (refused.value.rule is Rule.STALE) == ("by now" in sentence)


def test_who_does_not_come_any_more_gets_no_other_table(
    board: Board, draft: Callable[[], Draft]
) -> None:
    keys = keys_of(board)
    gone, other = keys["Person 00"], keys["Person 03"]
    signups_own.cancel_own(db.session.get_one(Attendee, int(gone)), NOW)
    for wanted in (BoardMove(1, gone, 1, 2), BoardMove(1, other, 2, 1, gone)):
        with pytest.raises(RuleBroken) as refused:
            moves_for(draft(), wanted, names_of(board[0]))
        assert str(refused.value) == "Person 00 does not come any more. Nothing was changed."
    # Their seat can be given up.
    assert moves_for(draft(), BoardMove(1, gone, 1, None), names_of(board[0])) == {gone: None}


@pytest.mark.parametrize("wanted", [(0, 1), (3, 1), (1, 4)])
def test_there_is_no_such_round_or_table(
    board: Board, draft: Callable[[], Draft], wanted: tuple[int, int]
) -> None:
    key = keys_of(board)["Person 00"]
    with pytest.raises(NotFound, match="There is no "):
        moves_for(draft(), BoardMove(wanted[0], key, 1, wanted[1]), names_of(board[0]))


def test_who_is_held_stays(board: Board, draft: Callable[[], Draft], owner: Account) -> None:
    key = keys_of(board)["Person 00"]
    lock(*board, Lock(Held.PERSON, 1, None, key), owner.user, NOW)
    with pytest.raises(RuleBroken, match="Unlock it first"):
        moves_for(draft(), BoardMove(1, key, 1, 2), names_of(board[0]))
    assert moves_for(draft(), BoardMove(2, key, 1, 2), names_of(board[0])) == {key: 2}
