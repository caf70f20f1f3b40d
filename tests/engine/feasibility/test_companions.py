"""Who is in company with whom."""

from scheduler.engine.feasibility.companions import companies


def test_links_join_through_others_and_nobody_is_lost() -> None:
    links = (("a", "b"), ("c", "d"), ("b", "d"), ("e", "f"))
    assert companies("gfedcba", links) == [("a", "b", "c", "d"), ("e", "f"), ("g",)]


def test_links_through_somebody_away_do_not_count() -> None:
    assert companies("abd", (("a", "c"), ("c", "d"), ("a", "b"))) == [("a", "b"), ("d",)]
