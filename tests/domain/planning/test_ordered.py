from scheduler.domain.planning.ordered import Ordered, ordered

SECTORS = {"a": 1, "b": 2, "c": 1, "d": 2, "e": 1, "f": 2}


def is_new(one: str, other: str) -> bool:
    return SECTORS[one] != SECTORS[other]


def of(
    *rounds: list[str],
    together: list[tuple[str, str]] | None = None,
    bound: str = "",
    throughout: str = "abcdef",
) -> Ordered:
    return ordered(rounds, together or [], set(bound), list(throughout), is_new)


def test_without_such_rules_nothing_is_ordered() -> None:
    found = of(["abc", "def"], ["abc", "def"])
    assert (found.repeats, found.fewest, found.kept_fewest, found.kept) == (0, 1, None, ())


def test_people_kept_together_repeat_by_order_and_are_no_fewest() -> None:
    found = of(["abc", "def"], ["abd", "cef"], ["abe", "cdf"], together=[("a", "b")])
    assert found.repeats == 2
    assert (found.fewest, found.worst_off) == (2, ("f",))
    assert (found.kept_fewest, found.kept) == (2, ("a",))


def test_rules_chain() -> None:
    found = of(["abc", "def"], ["abc", "def"], together=[("b", "c"), ("a", "b")])
    assert found.repeats == 3


def test_two_at_one_table_that_neither_leaves_repeat_by_order() -> None:
    found = of(["abc", "def"], ["abd", "cef"], bound="ab")
    assert (found.repeats, found.kept_fewest, found.kept) == (1, 2, ("a", "b"))
    once = of(["abc", "def"], bound="ab")
    assert (once.repeats, once.kept) == (0, ())


def test_what_is_stored_is_read_back() -> None:
    found = Ordered(3, 5, ("1", "2"), 4, ("3",))
    assert Ordered.read({"x": 1} | found.stored()) == found
    assert Ordered.read({}) is None
