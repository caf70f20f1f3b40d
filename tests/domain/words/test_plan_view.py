"""A plan arranged by round and by person."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from scheduler.domain.planning.round_table import Mark
from scheduler.domain.words.plan_view import (
    Member,
    PlaceInRound,
    drawing,
    follow,
    people_called,
    seating,
)

START = datetime(2026, 12, 4, 8, 45, tzinfo=UTC)
SPANS = [(START, START + timedelta(minutes=8)), (START + timedelta(minutes=10), START)]


def member(key: int, name: str, style: int, **more: object) -> Member:
    return Member(key, name, f"{name} Trust", ("Voluntary", "Public")[style - 1], style, **more)


ANN = member(1, "Ann", 1)
BEN = member(2, "Ben", 2, host_table=2)
CY = member(3, "Cy", 2)
DI = member(4, "Di", 1, here=False)
PEOPLE = {person.id: person for person in (ANN, BEN, CY, DI)}
PLACES = [
    PlaceInRound(1, 1, 1),
    PlaceInRound(3, 1, 1),
    PlaceInRound(4, 1, 2),
    PlaceInRound(2, 1, 2),
    PlaceInRound(1, 2, 2),
    PlaceInRound(2, 2, 2),
    PlaceInRound(3, 2, None),
]


def test_tables_list_the_host_first_and_sector_by_sector() -> None:
    arranged = seating(PEOPLE, PLACES, SPANS)
    cards = [[(t.number, t.people) for t in round_.tables] for round_ in arranged.rounds]
    assert cards == [[(1, (ANN, CY)), (2, (BEN, DI))], [(2, (BEN, ANN))]]
    assert [round_.sitting_out for round_ in arranged.rounds] == [(), (CY,)]
    assert arranged.rounds[0].starts == START


def test_a_person_has_a_table_sits_out_or_is_not_there() -> None:
    arranged = seating(PEOPLE, PLACES, SPANS)
    assert [(row.member, row.tables) for row in arranged.people] == [
        (ANN, (1, 2)),
        (BEN, (2, 2)),
        (CY, (1, 0)),
        (DI, (2, None)),
    ]


def test_only_new_people_of_other_sectors_who_still_come_are_counted() -> None:
    everybody = seating(PEOPLE, PLACES, SPANS)
    assert [row.met for row in everybody.people] == [2, 1, 1, 0]
    returners = seating(PEOPLE, PLACES, SPANS, frozenset([(1, 3)]))
    assert [row.met for row in returners.people] == [1, 1, 0, 0]


def test_a_table_counts_who_really_comes() -> None:
    arranged = seating(PEOPLE, PLACES, SPANS)
    assert [table.seated for table in arranged.rounds[0].tables] == [2, 1]


def test_a_person_is_followed_round_by_round() -> None:
    arranged = seating(PEOPLE, PLACES, SPANS)
    (row,) = people_called(arranged, " ben ")
    assert [
        (s.round, s.table and s.table.number, s.companions) for s in follow(arranged, row).stops
    ] == [
        (1, 2, (DI,)),
        (2, 2, (ANN,)),
    ]


def test_people_are_called_by_the_beginning_of_any_word_unless_somebody_is_called_just_so() -> None:
    people = {
        key: replace(ANN, id=key, name=name)
        for key, name in enumerate(("Fay Test5", "Fay", "Zoë O’Donoghue", "Al Fayed"), start=1)
    }
    arranged = seating(people, [PlaceInRound(key, 1, 1) for key in people], SPANS[:1])

    def called(typed: str) -> list[str]:
        return [row.member.name for row in people_called(arranged, typed)]

    assert called("FAY") == ["Fay"]
    assert called("fa") == ["Al Fayed", "Fay", "Fay Test5"]
    assert called("test5 fay") == ["Fay Test5"]
    assert called("zoe") == called("donoghue") == ["Zoë O’Donoghue"]
    assert called("Nobody") == called("-") == []


def test_a_card_is_drawn_with_its_host_at_twelve_and_the_followed_ringed() -> None:
    card = seating(PEOPLE, PLACES, SPANS).rounds[0].tables[0]
    drawn = drawing(card, 48, followed=CY.id)
    sitters = [seat.sitter for seat in drawn.seats]
    assert [(s.name, s.host, s.marks) for s in sitters if s] == [
        (ANN.name, ANN.host_table == card.number, frozenset()),
        (CY.name, CY.host_table == card.number, frozenset({Mark.FOLLOWED})),
    ]


def test_links_count_those_who_had_met_before_and_new_links_do_not() -> None:
    arranged = seating(PEOPLE, PLACES, SPANS, frozenset([(1, 3)]))
    assert (arranged.links, arranged.new_links) == (2, 1)
