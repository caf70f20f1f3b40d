"""The papers around the rounds as parts of a print: kitchen sheet, desk list, agenda and poster."""

from collections.abc import Callable
from typing import Any, Final

from scheduler.domain.paper.papers import Papers, in_two
from scheduler.exports.paper.glyphs import printable
from scheduler.exports.paper.print_run import print_pdf
from scheduler.exports.paper.qr import qr_svg

Part = dict[str, Any]


def kitchen_part(data: Papers) -> Part:
    """How many come and what they do not eat: numbers alone, no names."""
    needs = [[printable(need), number] for need, number in data.needs]
    return _part(data, "kitchen", needs=needs)


def desk_list_part(data: Papers) -> Part:
    """Everybody by surname with a box to tick, each part of the alphabet on pages of its own."""
    parts = [
        {
            "letters": printable(part.letters),
            "rows": [
                {
                    "surname": printable(row.surname),
                    "rest": printable(row.rest) if row.rest else "",
                    "organisation": printable(row.organisation) if row.organisation else "",
                    "table": str(row.table or ""),
                }
                for row in part.rows
            ],
        }
        for part in in_two(data.rows)
    ]
    return _part(data, "desk-list", parts=parts)


def agenda_part(data: Papers) -> Part:
    """The morning to hang on a wall."""
    agenda = [[printable(text) if text else "" for text in line] for line in data.agenda]
    expect = [[heading, printable(said)] for heading, said in data.expect]
    return _part(data, "agenda", agenda=agenda, promises=data.promises, expect=expect)


def sign_up_part(data: Papers) -> Part:
    """A poster with the code that leads to the sign-up page."""
    return _part(data, "sign-up", link=data.link, code=qr_svg(data.link))


PAPERS: Final[dict[str, Callable[[Papers], Part]]] = {
    "kitchen": kitchen_part,
    "desk-list": desk_list_part,
    "agenda": agenda_part,
    "sign-up": sign_up_part,
}
"""By the name in addresses and files."""


def paper_pdf(data: Papers, paper: str) -> bytes:
    """One of `PAPERS` by itself."""
    return print_pdf(data.title, [PAPERS[paper](data)])


def _part(data: Papers, kind: str, **more: Any) -> Part:
    common = {
        "kind": kind,
        "title": printable(data.title),
        "when": printable(data.when),
        "time": data.time,
        "place": printable(data.place),
        "guests": data.guests,
        "version": "",
    }
    return common | more
