"""From what was said of rounds to the pairs of whom a meeting promises to be worth it."""

from scheduler.domain.planning.preferred.ratings import RatedRound, liked_areas, rated


def test_an_area_is_liked_that_more_rounds_were_worth_it_for_than_not() -> None:
    rounds = [
        RatedRound(1, True, [["Housing", "Carers"], ["housing "]]),
        RatedRound(1, True, [["Food"], []]),
        RatedRound(1, False, [["Carers"]]),
        RatedRound(2, False, [["Housing"]]),
    ]
    assert liked_areas(rounds) == {1: {"housing", "food"}, 2: frozenset()}


def test_whoever_has_a_liked_area_is_wanted() -> None:
    coming = {"b": (1, ["Carers"]), "a": (2, ["FOOD"]), "c": (3, ["Food", "Housing"]), "d": (0, [])}
    assert rated(coming, {1: frozenset({"food"})}) == {("a", "b"), ("b", "c")}
    assert rated(coming, {}) == frozenset()
