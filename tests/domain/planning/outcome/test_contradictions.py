"""Where contradictions can be mended."""

from scheduler.domain.planning.outcome.contradictions import (
    Cause,
    Contradiction,
    all_causes,
    read_causes,
)


def test_causes_of_several_contradictions_are_told_once_and_in_order() -> None:
    told = [
        Contradiction.of("One.", Cause.TABLES, Cause.RULES),
        Contradiction.of("Two.", Cause.RULES, Cause.COLLEAGUES),
    ]
    assert all_causes(told) == (Cause.RULES, Cause.COLLEAGUES, Cause.TABLES)
    assert all_causes([Contradiction("Not found.")]) == ()


def test_where_nothing_was_stored_one_has_to_look_everywhere() -> None:
    assert read_causes(["tables", "people"]) == (Cause.PEOPLE, Cause.TABLES)
    assert read_causes([]) == tuple(Cause)
