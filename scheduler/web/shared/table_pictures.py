"""Tables drawn beside the words of a page on which nobody in particular sits anywhere."""

from functools import lru_cache
from typing import Final

from markupsafe import Markup

from scheduler.domain.languages import spoken
from scheduler.domain.planning.room_so_far import YOURS, room_so_far
from scheduler.domain.planning.round_table import Mark, Sitter, draw
from scheduler.domain.planning.sector_outline import outline
from scheduler.web.shared.round_table_svg import round_table_svg

_WIDTH: Final = 240
_ONE, _TWO, _THREE = (Sitter("", "", style) for style in (1, 2, 3))
_FOLLOWED: Final = Sitter("Innes Cameron", "", 3, marks=frozenset({Mark.FOLLOWED}))
_EP, _KD, _DA, _MM, _JP, _SS, _RH = (
    Sitter(name, "", style)
    for name, style in (
        ("Esther Patel", 1),
        ("Kirsty Dunn", 2),
        ("Daniel Adeyemi", 2),
        ("Mairi Muir", 1),
        ("José Park", 1),
        ("Shona Singh", 2),
        ("Ruth Hussain", 1),
    )
)
_PICTURES: Final[dict[str, tuple[str, tuple[Sitter | None, ...]]]] = {
    "people": ("6", (_EP, _KD, _DA, _MM, Sitter("Innes Cameron", "", 3))),
    "guests": ("", (_ONE, _TWO, _THREE, _ONE, _TWO)),
    "nobody": ("?", (None,) * 5),
    "free": ("", (None,) * 5),
    "yours": ("", (_ONE, _TWO, YOURS, _THREE, _ONE)),
    "unknown": ("?", (None, None, None, YOURS, None)),
    "now": ("4", (_EP, _KD, _FOLLOWED, _DA, _MM)),
    "next": ("7", (_SS, _JP, _FOLLOWED, _KD, _RH)),
}


def table_picture(kind: str, width: int = _WIDTH) -> Markup:
    """Return a drawing that says nothing the words beside it do not say, ``width`` pixels wide.

    ``kind`` is a name of ``_PICTURES``: people around a table, guests without names, nobody, free
    seats, the seat held for the reader, their seat at a table that is not known yet, and one
    person's tables in two rounds.
    """
    return _drawn(kind, width, spoken().tag)


@lru_cache(maxsize=256)
def _drawn(kind: str, width: int, _language: str) -> Markup:
    number, sitters = _PICTURES[kind]
    drawing = draw(number, sitters, 160, rings=True)
    return round_table_svg(drawing, beside=True, width=width, links=kind == "people")


@lru_cache(maxsize=1)
def sample_room() -> Markup:
    """Return a room of sixty people at twelve tables, as an example of what an answer shows."""
    room = room_so_far([("", 1, 27), ("", 2, 21), ("", 3, 12)], 12, 60, 160)
    return Markup("").join(round_table_svg(table, beside=True, width=120) for table in room)


@lru_cache(maxsize=1)
def list_picture() -> Markup:
    """Return sixty people as a list has them, before they sit anywhere: ten to a row."""
    styles = (1, 2, 2, 1, 3, 2, 1, 2, 1, 3, 2, 1, 2)
    shapes = "".join(
        f'<path class="sector-{styles[at % len(styles)]}" transform="translate({at % 10 * 16 + 8} '
        f'{at // 10 * 19 + 8})" d="{outline(styles[at % len(styles)], 0.36)}"/>'
        for at in range(60)
    )
    return Markup(  # noqa: S704 - made of numbers alone
        '<svg class="list-picture" viewBox="0 0 160 111" width="160" height="111" '
        f'aria-hidden="true">{shapes}</svg>'
    )
