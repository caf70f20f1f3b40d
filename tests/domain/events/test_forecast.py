"""The share of people who stay away, and the sector that is short."""

from scheduler.domain.events.forecast import absent_percent, short_sector


def test_every_person_of_the_earlier_events_counts_alike() -> None:
    assert absent_percent({1: (10, 5), 2: (30, 30)}) == 12
    assert absent_percent({}) is None


def test_the_first_of_the_smallest_sectors_is_short() -> None:
    assert short_sector({"a": 3, "b": 2, "c": 2}) == "b"
    assert short_sector({}) == ""
