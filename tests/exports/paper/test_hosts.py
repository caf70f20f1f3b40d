"""Host sheets: in the language of whoever hosts the table, with whoever stays there."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from scheduler.domain.paper.sheet_data import EventSheets, MadeFrom, SheetRound, SheetTable
from scheduler.exports.paper.sheets import host_sheets_pdf
from tests.exports.paper.sheet_cases import (
    a_person,
    a_room,
    an_event,
    flat,
    glyph_sizes,
    pages,
    texts,
)

STARTS = datetime(2027, 2, 3, 9, 30, tzinfo=UTC)
HEADINGS = {
    "en": "{}, you host this table",
    "cy": "Gwesteiwr y bwrdd hwn: {}",
    "gd": "Neach-aoigheachd: {}",
    "pl": "Gospodarz tego stolika: {}",
}


def test_each_sheet_speaks_its_hosts_language_to_the_foot() -> None:
    room = a_room(people=24, tables=4, rounds=4)
    people = tuple(
        replace(
            person,
            language=list(HEADINGS)[person.host_table - 1] if person.host_table else "en",
            notes={tag: f"{tag} {person.key}." for tag in HEADINGS},
        )
        for person in room.people
    )
    data = replace(room, people=people, starts=STARTS, made=MadeFrom(3, STARTS))
    read = [flat(text) for text in texts(host_sheets_pdf(data))]
    sides = len(read) // 4
    for at, (tag, heading) in enumerate(HEADINGS.items()):
        own = read[at * sides : (at + 1) * sides]
        assert heading.format(people[at].name) in own[0]
        assert {tag for tag in HEADINGS if any(f" {tag} k" in page for page in own)} == {tag}
    assert "środa, 3 lutego 2027 Kartka gospodarza, strona 1 z 2" in read[3 * sides]
    assert f"Plan 3, wydruk: 3 lutego 2027, 09:30 strona 7 z {len(read)}" in read[6]


def test_hosts_of_two_languages_share_a_sheet_in_the_events() -> None:
    people = (a_person(0, 1, language="pl"), a_person(1, 1, language="gd"), a_person(2))
    data = an_event(people, 1, 1, language="cy")
    assert data.language_of(1) == "cy"
    names = f"{people[0].name} a {people[1].name}"
    assert f"Gwesteiwyr y bwrdd hwn: {names}" in flat(texts(host_sheets_pdf(data))[0])


def notes_of(room: EventSheets, language: str, offers: str) -> EventSheets:
    note = (
        offers + " a hall and a choir of forty, with a piano. We sing in care homes every Thursday."
    )
    people = tuple(replace(one, language=language, note=note) for one in room.people)
    return replace(room, people=people, language=language, starts=STARTS)


@pytest.mark.parametrize(
    ("language", "offers"), [("cy", "Cynnig:"), ("gd", "Tairgse:"), ("pl", "Oferuje:")]
)
def test_another_language_needs_no_more_leaves(language: str, offers: str) -> None:
    room = a_room(people=30, tables=6, rounds=6)
    english = pages(host_sheets_pdf(notes_of(room, "en", "Offers")))
    other = pages(host_sheets_pdf(notes_of(room, language, offers)))
    assert len(other) == len(english) == 12
    assert min(size for page in other for size in glyph_sizes(page)) >= 12


def test_who_stays_is_named_once_on_each_side_and_the_side_ends_with_what_comes_then() -> None:
    data = an_event(tuple(a_person(n, 1 if n == 0 else None) for n in range(6)), 1, 2)
    moving = (
        SheetRound(1, (SheetTable(1, ("k0", "k1", "k2")), SheetTable(2, ("k3", "k4", "k5")))),
        SheetRound(
            2, (SheetTable(1, ("k0", "k1", "k3")), SheetTable(2, ("k2", "k4"))), then="09:50 Coffee"
        ),
    )
    data = replace(data, rounds=moving)
    assert [[p.key for p in data.staying(number)] for number in (1, 2)] == [["k1"], ["k4"]]
    first = flat(texts(host_sheets_pdf(data))[0])
    stays = data.people[1].name
    assert first.count(f"{stays} stays all morning. Public, Office 1.") == 1
    assert first.count(stays) == 1
    assert first.endswith("plan 3 09:50 Coffee")
