"""Events to print, and what is read back from their PDF."""

from io import BytesIO

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream, TextStringObject

from scheduler.domain.paper.sheet_data import (
    EventSheets,
    Shape,
    SheetPerson,
    SheetRound,
    SheetTable,
)

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
    return SheetPerson(**{**values, **changes})


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
        "when": "Wednesday 3 February 2027",
        "people": people,
        "rounds": tuple(made),
        "prompts": ("What big challenge do you bring?",),
        "version": "plan 3",
    }
    return EventSheets(**{**values, **changes})


def a_room(people: int, tables: int, rounds: int) -> EventSheets:
    hosts = [a_person(i, i + 1) for i in range(tables)]
    guests = [a_person(i) for i in range(tables, people)]
    return an_event((*hosts, *guests), tables, rounds)


def an_event_of_the_longest_texts() -> EventSheets:
    long = a_person(3, name="W" * 180, organisation="x" * 200, sector="V" * 90)
    people = (a_person(0, 1), a_person(1), a_person(2), long)
    return an_event(people, 1, 2, title="T" * 300, version="plan " * 30)


def pages(content: bytes) -> list[PageObject]:
    return list(PdfReader(BytesIO(content)).pages)


def texts(content: bytes) -> list[str]:
    return [page.extract_text() for page in pages(content)]


def people_on(text: str, data: EventSheets) -> set[str]:
    """Who is named, with the surname first or last."""
    read = flat(text)
    return {p.name for p in data.people if p.name in read or surname_first_of(p) in read}


def surname_first_of(person: SheetPerson) -> str:
    first, surname = person.name.split(" ")
    return f"{surname}, {first}"


def flat(text: str) -> str:
    return " ".join(text.replace("\N{ZERO WIDTH SPACE}", "").split())


def glyph_sizes(page: PageObject) -> set[float]:
    sizes: set[float] = set()

    def note(text: str, _cm: object, matrix: list[float], _font: object, size: float) -> None:
        if text.strip():
            sizes.add(round(abs(size * matrix[3]), 1))

    page.extract_text(visitor_text=note)
    return sizes


def glyphs_missing(content: bytes) -> int:
    """How often a page shows glyph 0, which fonts draw as a box or nothing."""
    shown = (
        operands[0].original_bytes if isinstance(operands[0], TextStringObject) else operands[0]
        for page in pages(content)
        for operands, operator in ContentStream(page["/Contents"].get_object(), None).operations
        if operator == b"Tj"
    )
    return sum(
        bytes(text)[at : at + 2] == b"\0\0" for text in shown for at in range(0, len(text), 2)
    )
