"""Links of online tables: what a pattern becomes, and which patterns are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.events.online import Meeting, Venue, read_patterns, read_tables
from scheduler.errors import InvalidInput

JITSI = "https://meet.jit.si/{event}-{table}-{round}-{room}"


def meeting(*patterns: str, venue: Venue = Venue.ONLINE, key: str = "secret") -> Meeting:
    return Meeting(venue, "breakfast", key, patterns, tables=frozenset({2}))


def test_each_table_and_round_has_a_link_that_nobody_guesses() -> None:
    links = {meeting(JITSI).link(table, number) for table in range(30) for number in range(30)}
    assert len(links) == 900
    name = meeting(JITSI).link(4, 2).rpartition("/")[2]
    assert name[:14] == "breakfast-4-2-"
    assert len(name) == 14 + 16
    assert name == meeting(JITSI).link(4, 2).rpartition("/")[2]
    assert not links & {meeting(JITSI, key="other").link(table, 1) for table in range(30)}


def test_links_that_were_made_beforehand_belong_to_one_table_each() -> None:
    two = meeting("https://teams.example.org/a", "https://teams.example.org/b?round={round}")
    assert [two.link(table, 3) for table in (1, 2, 3)] == [
        "https://teams.example.org/a", "https://teams.example.org/b?round=3", "",
    ]  # fmt: skip
    assert two.first_link() == ""
    assert meeting("https://meet.example.org/{room}").first_link() != ""


def test_who_joins_online_depends_on_the_event_and_on_them() -> None:
    room, online, hybrid = (meeting(JITSI, venue=venue) for venue in Venue)
    assert [m.joins(said) for m in (room, online, hybrid) for said in (True, False)] == [
        False, False, True, True, True, False,
    ]  # fmt: skip
    assert [hybrid.is_online(table, False) for table in (1, 2)] == [False, True]
    assert (hybrid.is_online(1, True), room.is_online(2, True)) == (True, False)
    assert (room.link(1, 1), room.first_link()) == ("", "")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            "https://meet.jit.si/breakfast-{table}",
            "Write {room} where the name of the room goes: each table and round then has a name "
            "of its own that nobody can guess.",
        ),
        (
            "https://meet.jit.si/{rom}",
            "{rom} is not filled in: use {room}, {table}, {round}, {event}.",
        ),
        (
            "meet.jit.si/{room}",
            "“meet.jit.si/{room}” is no link: it must begin with https:// and hold no spaces.",
        ),
        (
            "https://a.example.org/x\nhttps://a.example.org/y\nhttps://a.example.org/x",
            "Lines 1 and 3 are the same link: give each table one.",
        ),
    ],
)
def test_a_pattern_that_cannot_be_used_is_refused_in_one_sentence(
    typed: str, sentence: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_patterns(typed)
    assert (refused.value.sentence, refused.value.field) == (sentence, "meeting_links")


@pytest.mark.parametrize(
    "hostile",
    [
        "javascript:alert(1)//{room}",
        "https://user:word@example.org/{room}",
        "https:///{room}",
        "https://[::1/{room}",
        'https://example.org/{room}"onclick',
        "https://example.org/{room}\u202e",
        "http://example.org/{room}",
        "https://localhost/{room}{",
    ],
)
def test_what_is_no_safe_link_is_refused(hostile: str) -> None:
    with pytest.raises(InvalidInput):
        read_patterns(hostile)


@given(st.frozensets(st.integers(1, 999), max_size=20))
def test_tables_are_read_as_they_are_written(tables: frozenset[int]) -> None:
    assert read_tables(", ".join(map(str, tables))) == tables


def test_ranges_of_tables_and_what_is_none() -> None:
    assert read_tables(" 1; 3 5 – 7,") == {1, 3, 5, 6, 7}
    for wrong in ("0", "7-5", "two", "1000", "1-2-3"):
        with pytest.raises(InvalidInput):
            read_tables(wrong)
