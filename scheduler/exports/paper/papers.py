"""The papers around the rounds as parts of a print: kitchen sheet, desk list, agenda and poster."""

from collections.abc import Callable
from typing import Any, Final

from scheduler.domain.languages import gettext, ngettext, speaking, spoken
from scheduler.domain.paper.papers import Papers, in_two
from scheduler.exports.paper.badges import code_words
from scheduler.exports.paper.glyphs import printable
from scheduler.exports.paper.print_run import print_pdf
from scheduler.exports.paper.qr import qr_svg
from scheduler.exports.paper.seated.words import page_words

Part = dict[str, Any]


def kitchen_part(data: Papers) -> Part:
    """How many come, what they need and at which tables, and when it is what: no names."""
    needs = [[need.people, printable(need.words), need.places] for need in data.needs]
    without = data.guests - sum(need.people for need in data.needs)
    times = [[printable(text) for text in line[:3]] for line in data.agenda]
    counts = {"guests": data.guests, "without": without}
    return _part(data, "kitchen", needs=needs, times=times, **counts)


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
    with speaking(data.language):
        return {
            "kind": kind,
            "language": spoken().tag,
            "words": page_words() | _WORDS[kind](data),
            "title": printable(data.title),
            "when": printable(data.when),
            "time": data.time,
            "place": printable(data.place),
            "version": "",
        } | more


def _kitchen_words(data: Papers) -> dict[str, str]:
    return {
        "kitchen": gettext("Kitchen"),
        "guests": ngettext("guest", "guests", data.guests),
        "needs": gettext("Dietary needs"),
        "none": gettext("No needs"),
        "people": gettext("People"),
        "need": gettext("Need, as they wrote it"),
        "tables": f"{gettext('Tables')}, {gettext('Round %(number)s', number=1)}",
        "agenda": gettext("Agenda"),
    }


def _desk_words(_data: Papers) -> dict[str, str]:
    return {
        "desk": gettext("Desk"),
        "part": gettext("Desk %(letters)s", letters="{letters}"),
        "surname": gettext("Surname, first name"),
        "organisation": gettext("Organisation"),
        "table": gettext("Table"),
        "nobody": gettext("Nobody has a place yet."),
    }


def _agenda_words(_data: Papers) -> dict[str, str]:
    return {
        "agenda": gettext("Agenda"),
        "from": gettext("From"),
        "what": gettext("What"),
        "last-time": gettext("What we said last time:"),
        "expect": gettext("What to expect"),
    }


def _sign_up_words(_data: Papers) -> dict[str, str]:
    return {
        "camera": gettext("Sign up with your phone’s camera"),
        "code": code_words("{what}"),
    }


_WORDS: Final[dict[str, Callable[[Papers], dict[str, str]]]] = {
    "kitchen": _kitchen_words,
    "desk-list": _desk_words,
    "agenda": _agenda_words,
    "sign-up": _sign_up_words,
}
"""The fixed words of each, in the language spoken."""
