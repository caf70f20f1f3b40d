"""The printed sheets: who is on which page, A4, margins, letters, and nothing cut off."""

import dataclasses
import json
import re
import struct
import zlib
from io import BytesIO
from typing import cast

import pytest
import typst
from pypdf import PageObject, PdfReader

from scheduler.domain.sheet_data import EventSheets, Shape, SheetPerson, SheetRound, SheetTable
from scheduler.errors import DocumentFailed, InvalidInput
from scheduler.exports.sheets import (
    TEMPLATE,
    host_sheets_pdf,
    print_warnings,
    round_lists_pdf,
    round_sheets_pdf,
    sort_key,
    template_data,
    wall_list_pdf,
)
from scheduler.exports.typst_render import FONTS, TEMPLATES, render

A4 = (595.28, 841.89)
SECTORS = (("Voluntary", Shape.DISC), ("Public", Shape.SQUARE), ("Private", Shape.TRIANGLE))
FIRST_NAMES = ("Ada", "Bola", "Chidi", "Dilys", "Ewan", "Farah", "Gita", "Hamish", "Isla", "Jun")
LAST_NAMES = ("Abara", "Baxter", "Chen", "Dunn", "Evans", "Farrell", "Gill", "Hart", "Imrie")


def a_person(number: int, host_table: int | None = None, **changes: object) -> SheetPerson:
    sector, shape = SECTORS[number % 3]
    values: dict[str, object] = {
        "key": f"k{number}",
        "name": f"{FIRST_NAMES[number % 10]} {LAST_NAMES[number // 10 % 9]}{number:03}",
        "organisation": f"Office {number % 7}",
        "sector": sector,
        "shape": shape,
        "note": f"Offers room {number}" if number % 2 else "",
        "host_table": host_table,
    }
    return SheetPerson(**{**values, **changes})  # type: ignore[arg-type]


def an_event(
    people: tuple[SheetPerson, ...], tables: int, rounds: int, **changes: object
) -> EventSheets:
    """Hosts at their tables; everybody else moves on by one table more than their neighbour."""
    guests = [person.key for person in people if person.host_table is None]
    made = []
    for number in range(1, rounds + 1):
        seats: list[list[str]] = [[] for _ in range(tables)]
        for person in people:
            if person.host_table is not None:
                seats[person.host_table - 1].append(person.key)
        for place, key in enumerate(guests):
            seats[(place + number * (1 + place // tables)) % tables].append(key)
        round_tables = tuple(SheetTable(i + 1, tuple(keys)) for i, keys in enumerate(seats))
        made.append(SheetRound(number, round_tables, time=f"{8 + number}:10"))
    values: dict[str, object] = {
        "title": "Winter breakfast",
        "when": "Wednesday 3 February 2027, 08:00 to 10:30",
        "place": "Town Hall, Paisley",
        "people": people,
        "rounds": tuple(made),
        "prompts": ("What big challenge do you bring?",),
        "version": "plan 3",
    }
    return EventSheets(**{**values, **changes})  # type: ignore[arg-type]


def a_room(people: int, tables: int, rounds: int) -> EventSheets:
    hosts = [a_person(i, i + 1) for i in range(tables)]
    guests = [a_person(i) for i in range(tables, people)]
    return an_event((*hosts, *guests), tables, rounds)


def pages(content: bytes) -> list[PageObject]:
    return list(PdfReader(BytesIO(content)).pages)


def texts(content: bytes) -> list[str]:
    return [page.extract_text() for page in pages(content)]


def people_on(text: str, data: EventSheets) -> set[str]:
    return {person.name for person in data.people if person.name in flat(text)}


def flat(text: str) -> str:
    return " ".join(text.replace("\N{ZERO WIDTH SPACE}", "").split())


def glyph_sizes(page: PageObject) -> set[float]:
    sizes: set[float] = set()

    def note(text: str, _cm: object, matrix: list[float], _font: object, size: float) -> None:
        if text.strip():
            sizes.add(round(abs(size * matrix[3]), 1))

    page.extract_text(visitor_text=note)
    return sizes


def ink_near_edges(data: EventSheets) -> int:
    """Pixels that are not white within 6 mm of an edge, over all pages, at 1 to the millimetre."""
    images = typst.compile(
        str(TEMPLATES / TEMPLATE),
        root=str(TEMPLATES),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(template_data(data, "hosts", "rounds", "wall"))},
        format="png",
        ppi=25.4,
    )
    return sum(dark_in_border(image, 6) for image in cast(list[bytes], images))


def dark_in_border(png: bytes, border: int) -> int:
    rows = png_rows(png)
    inner = [row[border * 4 : -border * 4] for row in rows[border:-border]]
    return sum(map(dark, rows)) - sum(map(dark, inner))


def dark(row: bytes) -> int:
    return sum(row[at : at + 3] != b"\xff\xff\xff" for at in range(0, len(row), 4))


def png_rows(png: bytes) -> list[bytes]:
    """The rows of an 8-bit RGBA PNG (ISO/IEC 15948, filters of clause 9)."""
    width, height, depth, colours = struct.unpack_from(">LLBB", png, 16)
    assert (depth, colours) == (8, 6)
    packed, at = b"", 8
    while at < len(png):
        length, kind = struct.unpack_from(">L4s", png, at)
        packed += png[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += length + 12
    raw, stride = zlib.decompress(packed), width * 4
    rows, above = [], bytes(stride)
    for y in range(height):
        line = raw[y * (stride + 1) : (y + 1) * (stride + 1)]
        above = unfiltered(line[0], bytearray(line[1:]), above)
        rows.append(above)
    return rows


def unfiltered(kind: int, row: bytearray, above: bytes) -> bytes:
    for i in range(len(row)):
        left, corner = (row[i - 4], above[i - 4]) if i >= 4 else (0, 0)
        guess = left + above[i] - corner
        nearest = min((left, above[i], corner), key=lambda near: abs(guess - near))
        row[i] = (row[i] + (0, left, above[i], (left + above[i]) // 2, nearest)[kind]) % 256
    return bytes(row)


def an_event_of_the_longest_texts() -> EventSheets:
    long = a_person(3, name="W" * 180, organisation="x" * 200, sector="V" * 90)
    people = (a_person(0, 1), a_person(1), a_person(2), long)
    return an_event(people, 1, 2, title="T" * 300, place="Hall " * 60, version="plan " * 30)


@pytest.fixture(scope="module")
def breakfast() -> EventSheets:
    return a_room(people=25, tables=5, rounds=4)


@pytest.fixture(scope="module")
def whole(breakfast: EventSheets) -> bytes:
    return round_sheets_pdf(breakfast)


def test_the_whole_print_is_a_page_for_each_table_each_round_and_the_wall(whole: bytes) -> None:
    labels = [re.findall(r"Host sheet, table \d+|Round \d+, by table|Find your table", text)[0]
              for text in texts(whole)]  # fmt: skip
    assert labels == [
        *(f"Host sheet, table {number}" for number in range(1, 6)),
        *(f"Round {number}, by table" for number in range(1, 5)),
        "Find your table",
    ]


def test_every_page_is_a4_and_names_the_event_the_place_and_its_number(whole: bytes) -> None:
    read = pages(whole)
    for number, page in enumerate(read, start=1):
        text = flat(page.extract_text())
        assert (round(float(page.mediabox.width), 2), round(float(page.mediabox.height), 2)) == A4
        assert text.count("Winter breakfast") == 1
        assert text.count("Wednesday 3 February 2027, 08:00 to 10:30 · Town Hall, Paisley") == 1
        assert text.endswith(f"plan 3 page {number} of {len(read)}")


def test_a_tables_page_names_its_host_and_its_guests_and_nobody_else(
    breakfast: EventSheets, whole: bytes
) -> None:
    by_key = {person.key: person.name for person in breakfast.people}
    for number, text in enumerate(texts(whole)[:5], start=1):
        seated = {
            by_key[key]
            for round_ in breakfast.rounds
            for table in round_.tables
            if table.number == number
            for key in table.people
        }
        assert people_on(text, breakfast) == seated
        assert flat(text).count(f"Host: {by_key[f'k{number - 1}']}") == 1
        assert flat(text).count("What to ask – What big challenge do you bring?") == 1


def test_a_guest_stands_under_the_right_round_with_sector_organisation_and_note(
    breakfast: EventSheets, whole: bytes
) -> None:
    guest = breakfast.people[7]
    for round_ in breakfast.rounds:
        (table,) = (table.number for table in round_.tables if guest.key in table.people)
        text = flat(texts(whole)[table - 1])
        blocks = dict(re.findall(r"Round (\d+) \d+:10 (.*?)(?=Round \d+ |plan 3 page)", text))
        assert guest.name in blocks[str(round_.number)]
    first = flat(texts(whole)[table - 1])
    assert f"{guest.name} {guest.sector} {guest.organisation} {guest.note}" in first


def test_table_numbers_are_72_points_and_running_text_at_least_11(whole: bytes) -> None:
    for page in pages(whole)[:5]:
        sizes = glyph_sizes(page)
        assert max(sizes) == 72
        assert min(sizes) >= 11


def test_a_rounds_list_names_everybody_once(breakfast: EventSheets, whole: bytes) -> None:
    for text in texts(whole)[5:9]:
        assert [flat(text).count(person.name) for person in breakfast.people] == [1] * 25


def test_the_wall_list_is_in_order_with_the_table_of_each_round(
    breakfast: EventSheets, whole: bytes
) -> None:
    seats = {
        key: [table.number for round_ in breakfast.rounds for table in round_.tables
              if key in table.people]
        for key in (person.key for person in breakfast.people)
    }  # fmt: skip
    expected = [
        (person.name, " ".join(map(str, seats[person.key])))
        for person in sorted(breakfast.people, key=lambda person: person.name)
    ]
    row = re.compile(r"([A-Z][a-z]+ [A-Z][a-z]+\d{3}) Office \d ((?:\d ?){4})(?=[A-Z]|plan)")
    found = [(name, numbers.strip()) for name, numbers in row.findall(flat(texts(whole)[9]))]
    assert found == expected


def test_sitting_out_and_absence_are_told_apart() -> None:
    people = tuple(a_person(i) for i in range(4))
    data = an_event(people, 1, 1)
    round_ = SheetRound(1, (SheetTable(1, ("k0", "k1")),), sitting_out=("k2",))
    data = dataclasses.replace(data, rounds=(round_,))
    (wall,) = texts(wall_list_pdf(data))
    (listed,) = texts(round_lists_pdf(data))
    assert "– means not here in that round. out: sitting out." in flat(wall)
    assert re.findall(r"Office \d (1|out|–)", flat(wall)) == ["1", "1", "out", "–"]
    assert f"Sitting out this round {people[2].name}" in flat(listed)
    assert people[3].name not in flat(listed)


def test_a_host_who_is_away_is_named_so() -> None:
    data = an_event((a_person(0, 1), a_person(1), a_person(2)), 1, 2)
    away = SheetRound(2, (SheetTable(1, ("k1", "k2")),))
    (sheet,) = texts(host_sheets_pdf(dataclasses.replace(data, rounds=(data.rounds[0], away))))
    assert flat(sheet).count("without the host") == 1


def test_ten_at_a_table_for_eight_rounds_keep_to_one_page_in_nine_points() -> None:
    data = a_room(people=30, tables=3, rounds=8)
    read = pages(host_sheets_pdf(data))
    assert len(read) == 3
    assert all(min(glyph_sizes(page)) >= 9 for page in read)


def test_twelve_at_a_table_for_twelve_rounds_lose_nobody() -> None:
    data = a_room(people=36, tables=3, rounds=12)
    read = texts(host_sheets_pdf(data))
    for number in (1, 2, 3):
        own = flat(" ".join(text for text in read if f"Host sheet, table {number}" in text))
        for person in data.people[3:]:
            visits = sum(
                person.key in table.people
                for round_ in data.rounds
                for table in round_.tables
                if table.number == number
            )
            assert own.count(person.name) == visits
    assert len(read) == 6


def test_three_hundred_names_fill_the_wall_with_none_lost() -> None:
    data = a_room(people=300, tables=60, rounds=2)
    found = flat(" ".join(texts(wall_list_pdf(data))))
    assert [found.count(person.name) for person in data.people] == [1] * 300


def test_the_longest_names_are_printed_to_their_last_letter() -> None:
    data = an_event_of_the_longest_texts()
    for content, times in [
        (host_sheets_pdf(data), 2),
        (round_lists_pdf(data), 2),
        (wall_list_pdf(data), 1),
    ]:
        text = "".join(texts(content))
        longest = re.sub(r"Wednesday|What|^W ", "", text, flags=re.MULTILINE)
        assert longest.count("W") == 180 * times
        assert text.count("x") == 200 * times


def test_nothing_is_printed_within_6_mm_of_an_edge() -> None:
    assert ink_near_edges(a_room(people=12, tables=2, rounds=2)) == 0
    assert ink_near_edges(an_event_of_the_longest_texts()) == 0


@pytest.mark.parametrize(
    "name",
    ["Małgorzata Łęcka-Żak", "Παναγιώτης Αλεξόπουλος", "Екатерина Воробьёва", "王小明"],
)
def test_names_in_other_letters_read_back(name: str) -> None:
    data = an_event((a_person(0, 1), a_person(1, name=name)), 1, 1)
    for content in (host_sheets_pdf(data), round_lists_pdf(data), wall_list_pdf(data)):
        assert name in flat("".join(texts(content)))
    assert print_warnings(data) == ()


@pytest.mark.parametrize(
    ("name", "font"),
    [
        ("محمد عبد الرحمن", "NotoNaskhArabic"),
        ("प्रियंका शर्मा", "NotoSansDevanagari"),
        ("王小明", "DroidSansFallback"),
        ("তাসনিম রহমান", "NotoSansBengali"),
        ("ਹਰਪ੍ਰੀਤ ਕੌਰ", "NotoSansGurmukhi"),
        ("தமிழ் செல்வன்", "NotoSansTamil"),
        ("יעל כהן", "NotoSansHebrew"),
    ],
)
def test_each_script_is_set_in_its_own_vendored_font(name: str, font: str) -> None:
    data = an_event((a_person(0, 1), a_person(1, name=name)), 1, 1)
    (page,) = pages(wall_list_pdf(data))
    fonts = {str(f.get_object()["/BaseFont"]) for f in page["/Resources"]["/Font"].values()}  # type: ignore[index]
    families = {re.sub(r"^/\w+\+|-.*$", "", f) for f in fonts}
    assert families == {"NotoSans", font}
    assert print_warnings(data) == ()


def test_every_print_font_comes_with_its_licence() -> None:
    licences = {path.name for path in FONTS.glob("*.txt")}
    assert licences == {"OFL-noto.txt", "LICENSE-Apache-2.0-droid.txt"}


def test_a_letter_without_a_glyph_is_visible_and_warned_about() -> None:
    data = an_event((a_person(0, 1), a_person(1, name="Ann 😀 Lee")), 1, 1)
    assert "Ann � Lee" in flat(texts(wall_list_pdf(data))[0])
    assert print_warnings(data) == ("'Ann 😀 Lee' holds letters the sheets print as �: 😀",)


def test_text_is_never_run_as_markup() -> None:
    name = '#panic() *Ann* "Lee" $x$'
    data = an_event((a_person(0, 1), a_person(1, name=name)), 1, 1)
    assert name in flat(texts(wall_list_pdf(data))[0])


def test_the_same_event_gives_the_same_bytes(breakfast: EventSheets) -> None:
    assert wall_list_pdf(breakfast) == wall_list_pdf(breakfast)


def test_the_wall_sets_accents_and_case_aside_and_other_alphabets_last() -> None:
    names = ["Ørjan", "Жанна", "łukasz", "Ágnes", "Lena", "Agnes", "王"]
    assert sorted(names, key=sort_key) == [
        "Agnes", "Ágnes", "Lena", "łukasz", "Ørjan", "Жанна", "王",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("seats", "sentence"),
    [
        ((), "There are no rounds to print; make a plan first."),
        ((SheetRound(1, ()),), "There are no rounds to print; make a plan first."),
        (
            (SheetRound(1, (SheetTable(1, ("k0", "k9")),)),),
            "Round 1 seats 'k9', who is not a person here.",
        ),
        ((SheetRound(1, (SheetTable(1, ("k0", "k0")),)),), "Round 1 seats 'k0' twice."),
    ],
)
def test_seats_that_contradict_the_people_are_refused(
    seats: tuple[SheetRound, ...], sentence: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        EventSheets("Breakfast", "", "", (a_person(0),), seats)
    assert refusal.value.sentence == sentence


def test_a_failing_template_is_a_clear_error() -> None:
    with pytest.raises(DocumentFailed) as failure:
        render("absent.typ", {})
    assert failure.value.sentence.startswith("The document could not be made (")


def test_a_render_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(DocumentFailed) as failure:
        render("sheets.typ", {}, seconds=0.001)
    assert failure.value.sentence == (
        "The document was not ready after 0.001 seconds; print fewer pages at once."
    )
