"""The round table as a drawing: where seats, chairs, plates and names stand, and their outlines.

Pages and paper draw from this geometry, so a table looks alike on both. Lengths are in
pixels of a square of 48, 160 or 320; y grows downwards. Seat 0 is the host's, at twelve o'clock;
the others follow clockwise. Shapes are never turned.
"""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import combinations
from typing import Final, NamedTuple

from scheduler.domain.english import count
from scheduler.domain.languages import gettext
from scheduler.domain.people.names import without_title
from scheduler.domain.planning.sector_outline import in_figures, outline

CROWDED: Final = 9
"""From this many seats on, shapes are smaller and names stand beside the drawing."""
_CROWDED_SCALE: Final = 0.84
_EMPTY: Final = 2
_FREE: Final = 1
_EMPTY_SCALE: Final = 0.8
"""An empty seat is drawn dashed and a little smaller than one that is taken: as a square in a plan,
as a ring while people sign up."""
_LONGEST_WORD: Final = 4
"""So many letters fit into a shape."""
_SPREAD: Final = 62.0
"""A name stands further off its seat within half as many degrees of twelve o'clock."""


class Mark(StrEnum):
    """What a drawing says of one seat beyond who sits there."""

    FOLLOWED = "followed"
    LIFTED = "lifted"
    LOCKED = "locked"
    ABSENT = "absent"
    WARNED = "warned"


@dataclass(frozen=True, slots=True)
class Sitter:
    """Who sits in a seat. ``style`` is the sector's number from 1 to 12, or 0 for none.

    ``you`` is for the reader's own seat, which is marked FOLLOWED as well.
    """

    name: str
    sector: str
    style: int
    host: bool = False
    you: bool = False
    marks: frozenset[Mark] = frozenset()


@dataclass(frozen=True, slots=True)
class DrawingLengths:
    """The lengths of one size of the drawing; ``shape`` scales the outlines of 160 px."""

    size: int
    top: float
    rim: float
    seats: float
    chairs: float
    chair_half: float
    plates: float
    plate: float
    shape: float
    ring: float
    number: float
    letters: float


MEASURES: Final = {
    48: DrawingLengths(48, 11.5, 0, 18, 25, 3.8, 0, 0, 0.31, 7.4, 13, 0),
    160: DrawingLengths(160, 36, 32, 56, 77, 10.5, 26.5, 3, 1.0, 22.5, 26, 13),
    320: DrawingLengths(320, 62, 56, 98, 125, 13.1, 46, 7, 1.3, 29, 40, 18),
}
"""The three sizes: shapes alone, initials, names."""


@dataclass(frozen=True, slots=True)
class SeatSpot:
    """One seat's place: centre, the arc of its chair, its plate (a point), where a name stands."""

    x: float
    y: float
    chair: str
    plate: str
    name: tuple[float, float]


class DrawnSeat(NamedTuple):
    """One seat, ready to draw. ``sitter`` is None where the seat is empty."""

    spot: SeatSpot
    outline: str
    letters_y: float
    initials: str
    sitter: Sitter | None


class RoundTable(NamedTuple):
    """One table, ready to draw. ``host_chair``, ``chairs`` and ``plates`` are paths.

    ``plates`` has a point for each plate. ``warned`` holds the places of the people who would
    meet again, or nothing.
    """

    number: str
    measures: DrawingLengths
    scale: float
    seats: tuple[DrawnSeat, ...]
    host_chair: str
    chairs: str
    plates: str
    locked: bool
    warned: tuple[SeatSpot, ...]

    @property
    def label(self) -> str:
        """What the drawing shows, in words."""
        return describe(self.number, [seat.sitter for seat in self.seats], self.locked)

    @property
    def named(self) -> bool:
        """Whether names stand in the drawing."""
        return self.measures.size == 320 and len(self.seats) < CROWDED

    @property
    def links(self) -> tuple[tuple[SeatSpot, SeatSpot], ...]:
        """Where each two people of different sectors sit; each two people where none has one."""
        taken = [(seat.spot, seat.sitter.style) for seat in self.seats if seat.sitter]
        every = not any(style for _, style in taken)
        return tuple(
            (one, other)
            for (one, style), (other, another) in combinations(taken, 2)
            if every or style != another
        )


def draw(
    number: int | str,
    sitters: Sequence[Sitter | None],
    size: int = 160,
    *,
    locked: bool = False,
    rings: bool = False,
) -> RoundTable:
    """Draw a table. The host, wherever listed, takes twelve o'clock; None is an empty seat, drawn
    as a ring where ``rings`` says so.

    Raises KeyError for a size that is not 48, 160 or 320.
    """
    ordered = sorted(sitters, key=_after_the_host)
    measures = MEASURES[size]
    scale = measures.shape * (_CROWDED_SCALE if len(ordered) >= CROWDED else 1)
    placed = spots(size, len(ordered), _feet(ordered))
    empty = outline(_FREE if rings else _EMPTY, _EMPTY_SCALE * scale)
    hosted = bool(ordered and ordered[0] and ordered[0].host)
    seats = tuple(
        [
            _drawn(sitter, spot, scale, measures) if sitter else DrawnSeat(spot, empty, 0, "", None)
            for sitter, spot in zip(ordered, placed, strict=True)
        ]
    )
    return RoundTable(
        number=str(number),
        measures=measures,
        scale=scale,
        seats=seats,
        host_chair=placed[0].chair if hosted else "",
        chairs="".join([spot.chair for spot in placed[hosted:]]),
        plates="".join([seat.spot.plate for seat in seats if seat.sitter]),
        locked=locked,
        warned=tuple([s.spot for s in seats if s.sitter and Mark.WARNED in s.sitter.marks]),
    )


def _drawn(sitter: Sitter, spot: SeatSpot, scale: float, measures: DrawingLengths) -> DrawnSeat:
    letters = _letters(sitter) if measures.letters else ""
    return DrawnSeat(
        spot, outline(sitter.style, scale), _letters_y(sitter.style, scale), letters, sitter
    )


def _after_the_host(sitter: Sitter | None) -> bool:
    return sitter is None or not sitter.host


def describe(number: int | str, sitters: Sequence[Sitter | None], locked: bool = False) -> str:
    """Such as "Table 4: Esther Patel (voluntary, host), Daniel Adeyemi (public), 1 empty seat"; in
    the language spoken, but for what only the board shows."""
    people = [_described(sitter) for sitter in sitters if sitter]
    if empty := len(sitters) - len(people):
        people.append(count(empty, "empty seat"))
    words = gettext("Table %(number)s", number=number) + (", locked" if locked else "")
    return f"{words}: {', '.join(people)}" if people else words


def _letters(sitter: Sitter) -> str:
    if sitter.name or not sitter.you:
        return initials(sitter.name)
    word = gettext("you")
    return word if len(word) <= _LONGEST_WORD else ""


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """The first letters of the first and the last word, with their accents: "EP". Titles before
    the name have none. Of a script whose letters join there is one, since two make another word.
    """
    named = " ".join(without_title(name)).replace("-", " ")
    words = [word for word in named.split() if _first_letter(word)]
    joined = bool(words) and unicodedata.bidirectional(_first_letter(words[0])[0]) == "AL"
    chosen = words[:1] if joined else words[:1] + words[1:][-1:]
    return "".join(_first_letter(word) for word in chosen).upper()


@lru_cache(maxsize=512)
def spots(size: int, seats: int, low: frozenset[int] = frozenset()) -> tuple[SeatSpot, ...]:
    """The places of the seats of a table. ``low``: below the table, shapes that reach far down."""
    return tuple(_spot(MEASURES[size], index, seats, index in low) for index in range(seats))


def _spot(measures: DrawingLengths, index: int, seats: int, low: bool) -> SeatSpot:
    middle = measures.size / 2
    angle = 2 * math.pi * index / seats
    across, up = math.sin(angle), math.cos(angle)

    def at(radius: float) -> tuple[float, float]:
        return round(middle + radius * across, 1), round(middle - radius * up, 1)

    radius = measures.chairs + (4 * measures.shape if low and up < -0.5 else 0)
    half = math.asin(measures.chair_half / radius)
    start, end = (
        f"{in_figures(middle + radius * math.sin(angle + turn))} "
        f"{in_figures(middle - radius * math.cos(angle + turn))}"
        for turn in (-half, half)
    )
    arc = in_figures(radius)
    chair = f"M{start}A{arc} {arc} 0 0 1 {end}"
    x, y = at(measures.seats)
    plate = "M{} {}h0".format(*map(in_figures, at(measures.plates)))
    return SeatSpot(x, y, chair, plate, _name_place(x, y, angle, low))


def _name_place(x: float, y: float, angle: float, low: bool) -> tuple[float, float]:
    """Where the first line of a name stands: above seats of the upper half, below the others,
    clear of their chairs."""
    up, across = math.cos(angle), math.sin(angle)
    steep = abs(math.degrees(math.atan2(across, up))) < _SPREAD / 2
    lift = -50 if steep else -44 if up > -0.2 else 52 if low else 46
    outwards = 0 if abs(across) < 0.1 else 9 if across > 0 else -9
    return round(x + outwards, 1), round(y + lift, 1)


def _feet(sitters: Sequence[Sitter | None]) -> frozenset[int]:
    """The seats with a triangle."""
    return frozenset([i for i, sitter in enumerate(sitters) if sitter and sitter.style == 3])


@lru_cache(maxsize=64)
def _letters_y(style: int, scale: float) -> float:
    """The base line of the initials: lower in a triangle, whose middle is low, and higher in one
    that stands on its point."""
    return round({3: 9.9, 7: -0.5}.get(style, 4.7) * scale, 1)


def _described(sitter: Sitter) -> str:
    facts = [sitter.sector.lower()] if sitter.sector else []
    facts += [gettext("host")] if sitter.host else []
    facts += [gettext("you")] if sitter.you else []
    facts += [_MARK_WORDS[mark] for mark in Mark if mark in sitter.marks and mark in _MARK_WORDS]
    return f"{sitter.name} ({', '.join(facts)})" if facts else sitter.name


_MARK_WORDS: Final = {
    Mark.LIFTED: "being moved",
    Mark.LOCKED: "locked",
    Mark.ABSENT: "not here",
    Mark.WARNED: "would meet again",
}


def _first_letter(word: str) -> str:
    """The first letter with the accents written after it; empty where there is no letter."""
    for index, sign in enumerate(word):
        if sign.isalnum():
            end = index + 1
            while end < len(word) and unicodedata.combining(word[end]):
                end += 1
            return word[index:end]
    return ""
