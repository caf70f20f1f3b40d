"""Cards, tents, table numbers, the room plan and the wall list on A3."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from scheduler.domain.planning.room_plan import Spot, first_spot
from scheduler.exports.paper.cards import cards_part, tents_part
from scheduler.exports.paper.print_run import print_pdf
from scheduler.exports.paper.room import numbers_part, room_part
from scheduler.exports.paper.sheets import sheet_parts
from tests.exports.paper.printed import codes
from tests.exports.paper.sheet_cases import a_room, flat, glyph_sizes, pages, texts
from tests.exports.paper.test_badges import people

SPOTS = {number: first_spot(number, 2) for number in (1, 2)} | {2: Spot(300, 300, "By the door")}


def test_everybody_has_a_card_with_their_tables_companions_and_code() -> None:
    data = a_room(people=10, tables=2, rounds=4)
    links = {person.key: f"https://example.org/me/{person.key}" for person in data.people}
    content = print_pdf("Winter", [cards_part(data, links)])
    read = [flat(text) for text in texts(content)]
    assert len(read) == 3
    assert sorted(codes(content)) == sorted(links.values())
    assert min(size for page in pages(content) for size in glyph_sizes(page)) >= 12
    text = " ".join(read)
    for person in data.people:
        assert text.count(person.name) == 1
    first = data.people[0]
    card = text[text.index(first.name) :][:300]
    for round_ in data.rounds:
        table = next(table for table in round_.tables if first.key in table.people)
        others = [p.name.split()[0] for p in data.people if p.key in table.people and p != first]
        assert re.search(rf"{table.number} ?{round_.time} round {round_.number}", card)
        assert all(other in card for other in others)


def test_a_card_speaks_the_language_of_who_carries_it() -> None:
    data = a_room(people=4, tables=2, rounds=1)
    first, *others = data.people
    starts = datetime(2027, 2, 3, 8, 30, tzinfo=UTC)
    polish = replace(data, people=(replace(first, language="pl"), *others), starts=starts)
    part = cards_part(polish, {person.key: "https://example.org/me/x" for person in data.people})
    text = flat(" ".join(texts(print_pdf("Winter", [part]))))
    assert [text.count(words) for words in ("round 1", "runda 1", "3 February", "3 lutego")] == [
        3, 1, 3, 1,
    ]  # fmt: skip
    assert text.count("Zmiany widać tutaj i na dużym ekranie.") == 1


def test_many_rounds_fit_on_a_card_without_companions() -> None:
    data = a_room(people=4, tables=2, rounds=30)
    links = {person.key: "https://example.org/me/x" for person in data.people}
    (page,) = pages(print_pdf("Winter", [cards_part(data, links)]))
    assert flat(page.extract_text()).count("round 30") == 4


def test_a_tent_shows_the_name_from_both_sides() -> None:
    content = print_pdf("Winter", [tents_part(people(2))])
    assert [(text.count("Alan"), text.count("Małgorzata")) for text in texts(content)] == [
        (2, 0),
        (0, 2),
    ]
    assert max(glyph_sizes(pages(content)[0])) == pytest.approx(130)
    first = pages(content)[0].mediabox
    assert float(first.width) / float(first.height) == pytest.approx(297 / 210, abs=0.01)


def test_numbers_and_room_plan_name_the_hosts_and_what_is_noted() -> None:
    data = a_room(people=6, tables=2, rounds=1)
    content = print_pdf("Winter", [numbers_part(data, SPOTS), room_part(data, SPOTS)])
    read = [flat(text) for text in texts(content)]
    assert len(read) == 3
    assert max(glyph_sizes(pages(content)[0])) >= 330
    for at, host in enumerate(data.people[:2]):
        assert f"{host.name} hosts this table" in read[at]
        assert host.name in read[2]
    assert "Hosts" in read[2]
    assert "Round 1" in read[2]
    assert ["By the door" in text for text in read] == [False, True, True]


def test_the_wall_list_on_a3_is_the_same_in_larger_type() -> None:
    data = a_room(people=20, tables=2, rounds=4)
    (wall,) = sheet_parts(data, ["wall"])
    small, large = (
        pages(print_pdf("Winter", [wall | {"kind": kind}])) for kind in ("wall", "wall-a3")
    )
    assert len(small) == len(large) == 1
    assert float(large[0].mediabox.height) == pytest.approx(420 * 72 / 25.4, abs=0.5)
    assert sorted(flat(small[0].extract_text())) == sorted(flat(large[0].extract_text()))
    assert max(glyph_sizes(large[0])) > 1.3 * max(glyph_sizes(small[0]))
