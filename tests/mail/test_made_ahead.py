"""Letters made ahead: once for equal facts, and only where asked for."""

from dataclasses import dataclass

from scheduler.mail.made_ahead import MadeAhead, made_once, using


@dataclass(frozen=True)
class Facts:
    kind: str
    recipient: str
    values: dict[str, str]


ANN = Facts("offer", "ann@example.org", {"a": "b"})
OTHER = Facts("offer", "ann@example.org", {"a": "c"})


def test_equal_facts_are_made_once_and_others_anew() -> None:
    calls: list[Facts] = []

    def make(facts: Facts) -> int:
        calls.append(facts)
        return len(calls)

    made = MadeAhead()
    for _ in range(2):
        with using(made):
            assert [made_once(make, facts, 0) for facts in (ANN, OTHER)] == [1, 2]
    assert made_once(make, ANN, 0) == 3
    assert (calls, len(made)) == ([ANN, OTHER, ANN], 2)


def test_what_is_not_made_at_once_is_wanted_and_made_later() -> None:
    made = MadeAhead(at_once=1)
    with using(made):
        assert made_once(str, ANN, "blank") == str(ANN)
        assert made_once(str, OTHER, "blank") == "blank"
        assert made_once(str, ANN, "blank") == str(ANN)
    made.make_wanted()
    with using(made):
        assert made_once(str, OTHER, "blank") == str(OTHER)
    assert (made.wanted, len(made)) == ([], 2)
