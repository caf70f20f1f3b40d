"""Which offers may answer which asks."""

import pytest

from scheduler.domain.afterwards.exchanges import (
    ANSWERED,
    ExchangeKind,
    ExchangeLine,
    ExchangeMember,
    guessed_kind,
    kind_of_line,
    possible_pairs,
    worth_of,
)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Can offer a shadowing day", ExchangeKind.VISIT),
        ("Would like to see a ward", ExchangeKind.VISIT),
        ("Student placements in the spring", ExchangeKind.PLACEMENT),
        ("A meeting room on Tuesdays", ExchangeKind.ROOM),
        ("Old laptops", ExchangeKind.THINGS),
        ("Tables in our hall", ExchangeKind.ROOM),
        ("Volunteers for home visits", ExchangeKind.TIME),
        ("To know what the ward changed", ExchangeKind.OTHER),
        ("Two trustees", ExchangeKind.TIME),
        ("Help with a bid", ExchangeKind.ADVICE),
        ("Mushrooms", ExchangeKind.OTHER),
    ],
)
def test_the_kind_is_guessed_from_the_words(words: str, kind: ExchangeKind) -> None:
    assert guessed_kind(words) is kind


def test_what_was_kept_as_a_room_or_things_is_told_apart_by_its_words() -> None:
    one, said = ExchangeKind.SPACE, ExchangeKind.ADVICE
    words = ("Old laptops", "A garden", "Something", "Old laptops")
    kinds = [
        kind_of_line(kept, each) for kept, each in zip((one, one, one, said), words, strict=True)
    ]
    assert kinds == [ExchangeKind.THINGS, ExchangeKind.ROOM, ExchangeKind.ROOM, said]
    assert kind_of_line(None, "Old laptops") is ExchangeKind.THINGS


def line(person: int, words: str, kind: ExchangeKind = ExchangeKind.VISIT) -> ExchangeLine:
    return ExchangeLine(f"{person} {words}", person, words, kind)


def test_pairs_are_of_one_kind_and_cross_sectors_and_organisations() -> None:
    members = {
        1: ExchangeMember("ward", "Public", ("Dementia", "Food")),
        2: ExchangeMember("shed", "Voluntary", ("food ",)),
        3: ExchangeMember("choir", "Voluntary"),
        4: ExchangeMember("ward", "Voluntary"),
        5: ExchangeMember("", "Public"),
    }
    asks = [
        line(2, "See a theatre"), line(2, "A day on a ward"), line(3, "See a ward"),
        line(3, "Chairs", ExchangeKind.ROOM), line(4, "See a ward"), line(5, "See a ward"),
        line(1, "See a shed"),
    ]  # fmt: skip
    offers = [line(1, "a day on a ward"), line(1, "Odds", ExchangeKind.OTHER)]
    found = possible_pairs(offers, asks, members, {(1, 3)})
    assert {people: (one.ask.words, one.area, one.alike) for people, one in found.items()} == {
        (1, 2): ("A day on a ward", "Food", ANSWERED)
    }
    found |= possible_pairs(offers, asks, members, ())
    assert worth_of(found) == {(1, 2): 22, (1, 3): 1}


def test_of_two_offers_of_a_kind_the_one_with_words_in_common_is_worth_more() -> None:
    members = {n: ExchangeMember("", f"Sector {n}") for n in (1, 2, 3)}
    offers = [
        line(1, "A hall", ExchangeKind.ROOM),
        line(2, "Meeting room for 20 people", ExchangeKind.ROOM),
    ]
    asks = [line(3, "A room to meet in", ExchangeKind.ROOM)]
    assert worth_of(possible_pairs(offers, asks, members, ())) == {(1, 3): 0, (2, 3): 1}
