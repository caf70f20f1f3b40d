"""The papers around the rounds as PDF: kitchen sheet, desk list, agenda and sign-up poster.

Each function raises DocumentFailed when the renderer fails.
"""

from collections.abc import Callable
from typing import Any, Final

from scheduler.domain.paper.papers import Papers, in_two
from scheduler.exports.paper.letters import printable
from scheduler.exports.paper.qr import qr_svg
from scheduler.exports.paper.typst_render import render

TEMPLATE: Final = "papers.typ"


def kitchen_pdf(data: Papers) -> bytes:
    """How many come and what they do not eat: numbers alone, no names."""
    needs = [[printable(need), number] for need, number in data.needs]
    return _pdf(data, "kitchen", needs=needs)


def desk_list_pdf(data: Papers) -> bytes:
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
    return _pdf(data, "desk", parts=parts)


def agenda_pdf(data: Papers) -> bytes:
    """The morning to hang on a wall."""
    agenda = [[printable(text) if text else "" for text in line] for line in data.agenda]
    return _pdf(data, "agenda", agenda=agenda)


def sign_up_pdf(data: Papers) -> bytes:
    """A poster with the code that leads to the sign-up page."""
    return _pdf(data, "sign-up", link=data.link, code=qr_svg(data.link))


PAPERS: Final[dict[str, Callable[[Papers], bytes]]] = {
    "kitchen": kitchen_pdf,
    "desk-list": desk_list_pdf,
    "agenda": agenda_pdf,
    "sign-up": sign_up_pdf,
}
"""By the name in addresses and files."""


def _pdf(data: Papers, kind: str, **more: Any) -> bytes:
    common = {
        "kind": kind,
        "title": printable(data.title),
        "when": printable(data.when),
        "time": data.time,
        "place": printable(data.place),
        "guests": data.guests,
        "version": "",
    }
    return render(TEMPLATE, common | more)
