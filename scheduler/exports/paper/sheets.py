"""The printed sheets of an event as PDF: host sheets, a list for each round, the wall list.

Everything is black on white A4 with the event's title and date and "page n of m" on each page.
Each function raises DocumentFailed when the renderer fails.
"""

from collections.abc import Collection, Iterable
from typing import Any, Final

from scheduler.domain.paper.sheet_data import EventSheets
from scheduler.exports.paper.glyphs import STAND_IN, is_printable
from scheduler.exports.paper.print_run import print_pdf
from scheduler.exports.paper.seated.hosts import hosts_part
from scheduler.exports.paper.seated.lists import list_part

PDF_TYPE: Final = "application/pdf"
MOST_NAMED: Final = 12
"""How many names a warning lists before it counts."""


def round_sheets_pdf(data: EventSheets) -> bytes:
    """One PDF for the whole event: host sheets, then the rounds' lists, then the wall list."""
    return _pdf(data, "hosts", "rounds", "wall")


def host_sheets_pdf(data: EventSheets, only: Collection[int] = ()) -> bytes:
    """One leaf of A4 for each table: who comes in every round, from where, and what to ask.

    Type is 12 pt or more and the line about a person is always there. More than two sides are
    used where even close setting needs them; each table begins a new leaf. ``only``: the numbers
    of the tables wanted; all where none is named.
    """
    return print_pdf(data.title, sheet_parts(data, ("hosts",), only))


def round_lists_pdf(data: EventSheets) -> bytes:
    """For each round, on pages of its own, every table with the people at it."""
    return _pdf(data, "rounds")


def wall_list_pdf(data: EventSheets) -> bytes:
    """Everybody by surname, A to Z, with the table for each round."""
    return _pdf(data, "wall")


def print_warning(texts: Iterable[tuple[str, str]]) -> str:
    """One sentence naming what holds letters that no print font has; empty where all is well.

    ``texts``: each after what it is, as of :meth:`EventSheets.texts`.
    """
    named = [subject for subject, text in texts if not is_printable(text)]
    if not named:
        return ""
    shown = ", ".join(named[:MOST_NAMED])
    more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    return (
        f"We cannot print every letter of these: {shown}{more}. {STAND_IN} stands in for them, and "
        "a person’s number beside the name, on every paper alike."
    )


def sheet_parts(
    data: EventSheets, kinds: Iterable[str], only: Collection[int] = ()
) -> list[dict[str, Any]]:
    """The parts of a print that show the plan; ``kinds`` are among "hosts", "rounds" and "wall".

    Texts are printable; people are named by their place in ``people``. ``only``: as in
    :func:`host_sheets_pdf`.
    """
    return [hosts_part(data, only) if kind == "hosts" else list_part(data, kind) for kind in kinds]


def _pdf(data: EventSheets, *kinds: str) -> bytes:
    return print_pdf(data.title, sheet_parts(data, kinds))
