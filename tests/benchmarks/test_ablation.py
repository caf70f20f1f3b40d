"""The ablation measures the same rooms every time and counts what is lost."""

from dataclasses import replace

import pytest

from benchmarks.engine.ablation.__main__ import main
from benchmarks.engine.ablation.measure import Asked, Outcome, loss, outcome
from benchmarks.engine.ablation.rooms import Kind, Room, rooms
from benchmarks.engine.ablation.table import HEAD, row, section
from scheduler.engine.strategy import Method, removable

EVERY = {room.name: room for room in rooms()}
FOUND = Outcome(
    pairs=10, fewest=3, proofs=2, rank=(10, 3), seconds=1.5, asked=frozenset({Method.PRICES})
)


def test_the_rooms_are_the_same_in_every_run_and_of_every_kind() -> None:
    again = rooms()
    assert [(room.name, room.problem) for room in again] == [
        (room.name, room.problem) for room in EVERY.values()
    ]
    assert len(again) == len(EVERY)
    assert {room.kind for room in again if room.quick} == set(Kind)


def test_every_method_is_asked_for_by_some_room() -> None:
    names = "T7", "C1", "fifteen schoolgirls", "companions", "wishes", "late change, fewest moves"
    asked = {method for name in names for method in outcome(EVERY[name].problem, 2.0).asked}
    # The last resort, where nothing else has decided in the time given.
    asked |= outcome(EVERY["60% apart"].problem, 0.1).asked
    assert set(removable()) - asked == set()


def test_methods_left_out_are_known_to_be_asked_for() -> None:
    left_out = Asked({Method.PRICES})
    assert [method in left_out for method in (Method.PRICES, Method.COVERS)] == [True, False]
    assert left_out.seen == {Method.PRICES, Method.COVERS}


@pytest.mark.parametrize("name", ["clash", "H3"])
def test_a_solve_is_the_same_without_a_method_it_never_asks_for(name: str) -> None:
    problem = EVERY[name].problem
    whole = outcome(problem, 0.3)
    idle = set(removable()) - whole.asked
    assert replace(outcome(problem, 0.3, without=idle), seconds=0.0) == replace(whole, seconds=0.0)


def test_a_clash_counts_as_proven_only_where_it_is() -> None:
    clash = EVERY["clash"].problem
    without = (Method.PLAIN_CLASH, Method.SEATING_MODEL)
    assert outcome(clash, 0.3).proofs == 3
    assert outcome(clash, 0.3).pairs == outcome(clash, 0.3, without=without).pairs == 0


def test_losses_are_summed_by_kind_and_gains_are_negative() -> None:
    fewer = replace(FOUND, pairs=8, fewest=1, proofs=0, rank=(8, 1), seconds=2.0)
    more = replace(FOUND, pairs=11, rank=(11, 3))
    lost = loss(
        [
            (Kind.DENSE, FOUND, fewer),
            (Kind.DENSE, FOUND, fewer),
            (Kind.RULED, FOUND, more),
            (Kind.COMPLETE, FOUND, FOUND),
        ]
    )
    assert lost.pairs == {Kind.ORDINARY: 0, Kind.DENSE: 4, Kind.COMPLETE: 0, Kind.RULED: -1}
    assert (lost.asked, lost.worse, lost.better) == (4, 2, 1)
    assert (lost.fewest, lost.proofs, lost.seconds) == (4, 4, 1.0)


def test_a_line_has_as_many_cells_as_the_head_and_no_noughts() -> None:
    more = replace(FOUND, pairs=11, rank=(11, 3))
    line = row("prices", loss([(Kind.RULED, FOUND, more)]))
    assert line == "| prices | 1 |  | 1 |  |  |  | −1 |  |  |  |"
    assert line.count("|") == HEAD.count("|")


def test_the_section_counts_rooms_and_proofs() -> None:
    room = Room("H3", Kind.RULED, EVERY["H3"].problem)
    text = section([room], {"H3": FOUND}, [("prices", loss([]))], 0.5)
    assert "1 rooms (0 ordinary, 0 dense, 0 complete, 1 ruled;" in text
    assert "With all methods: 10 pairs, 2 of 3 proofs, 1.5 s." in text


def test_a_run_of_some_rooms_prints_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--rooms", "clash,H3", "--only", "plain-clash", "--seconds", "0.3", "--processes", "1"])
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == HEAD
    assert [line.split(" | ")[0] for line in printed[1:4]] == [
        "| *another seed*",
        "| plain-clash",
        "| *nothing*",
    ]
