"""The papers around the rounds as parts of a print: kitchen sheet, desk list, agenda and poster."""

from collections.abc import Callable
from typing import Any, Final

from scheduler.domain.languages import gettext, ngettext, speaking, spoken
from scheduler.domain.paper.papers import DeskListPart, Papers, in_two
from scheduler.domain.words.zones import date_words
from scheduler.exports.paper.badges import code_words
from scheduler.exports.paper.glyphs import printable
from scheduler.exports.paper.print_run import print_pdf
from scheduler.exports.paper.qr import qr_svg
from scheduler.exports.paper.seated.words import page_words
from scheduler.exports.paper.table_drawing import table_in_colour

_Part = dict[str, Any]
MOST_TABLES: Final = 12
"""On the poster's picture."""


def kitchen_part(data: Papers) -> _Part:
    """How many come, what they need and at which tables, and when it is what: no names."""
    needs = [[need.people, printable(need.words), need.tables] for need in data.needs]
    times = [[time, printable(words)] for time, words in data.served]
    return _part(data, "kitchen", needs=needs, times=times)


def desk_list_part(data: Papers) -> _Part:
    """Everybody by surname with a box to tick, each part of the alphabet on pages of its own."""
    parts = [
        {
            "letters": printable(part.letters),
            "pages": [
                {"letters": printable(page.letters), "rows": _desk_rows(page)}
                for page in part.pages()
            ],
        }
        for part in in_two(data.rows)
    ]
    return _part(data, "desk-list", parts=parts)


def _desk_rows(page: DeskListPart) -> list[dict[str, str]]:
    return [
        {
            "surname": printable(row.surname),
            "rest": printable(row.rest) if row.rest else "",
            "organisation": printable(row.organisation) if row.organisation else "",
            "table": str(row.table or ""),
            "shape": row.shape,
            "remark": printable(row.remark) if row.remark else "",
        }
        for row in page.rows
    ]


def agenda_part(data: Papers) -> _Part:
    """The morning to hang on a wall."""
    agenda = [[printable(text) if text else "" for text in line] for line in data.agenda]
    expect = [[heading, printable(said)] for heading, said in data.expect]
    return _part(data, "agenda", agenda=agenda, promises=data.promises, expect=expect)


def sign_up_part(data: Papers) -> _Part:
    """A poster with the code that leads to the sign-up page, under a picture of the room."""
    room = [table_in_colour(table) for table in data.room[:MOST_TABLES]]
    host = printable(data.host)
    return _part(data, "sign-up", link=data.link, code=qr_svg(data.link), room=room, host=host)


PAPERS: Final[dict[str, Callable[[Papers], _Part]]] = {
    "kitchen": kitchen_part,
    "desk-list": desk_list_part,
    "agenda": agenda_part,
    "sign-up": sign_up_part,
}
"""By the name in addresses and files."""


def paper_pdf(data: Papers, paper: str) -> bytes:
    """One of `PAPERS` by itself."""
    return print_pdf(data.title, [PAPERS[paper](data)])


def _part(data: Papers, kind: str, **more: Any) -> _Part:
    with speaking(data.language):
        return {
            "kind": kind,
            "language": spoken().tag,
            "words": page_words() | _WORDS[kind](data),
            "title": printable(data.title),
            "when": printable(data.when),
            "time": data.time,
            "place": printable(data.place),
            "version": _counted(data) if kind == "kitchen" else "",
        } | more


def _counted(data: Papers) -> str:
    if data.counted is None:
        return ""
    moment = date_words(data.counted) + data.counted.strftime(", %H:%M")
    return gettext("Counted %(moment)s", moment=moment)


def _kitchen_words(data: Papers) -> dict[str, str]:
    needing = sum(need.people for need in data.needs)
    return {
        "kitchen": gettext("Kitchen sheet"),
        "guests": ngettext("*%(number)s* breakfast", "*%(number)s* breakfasts", data.guests),
        "needing": gettext(
            "*%(without)s* with no needs, *%(needing)s* as below",
            without=data.guests - needing,
            needing=needing,
        )
        if needing
        else gettext("Nobody has told us of a need."),
        "people": gettext("How many"),
        "need": gettext("What, as they wrote it"),
        "tables": gettext("At these tables in round 1"),
        "no-names": gettext("No names are needed here. Please shred this sheet after the event."),
        "seen-by": gettext("Seen by the kitchen and the organisers only"),
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
