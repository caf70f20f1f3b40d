"""Groups of companions."""

from scheduler.engine.feasibility.companions import companion_groups


def test_links_join_through_others_and_nobody_is_lost() -> None:
    links = (("a", "b"), ("c", "d"), ("b", "d"), ("e", "f"))
    assert companion_groups("gfedcba", links) == [("a", "b", "c", "d"), ("e", "f"), ("g",)]


def test_links_through_somebody_away_do_not_count() -> None:
    assert companion_groups("abd", (("a", "c"), ("c", "d"), ("a", "b"))) == [("a", "b"), ("d",)]
