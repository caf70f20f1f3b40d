"""The fixed words of the sheets, in the language spoken. Templates hold no sentence of their own.

``{number}`` and its like stand for what a template puts in.
"""

from typing import Any

from scheduler.domain.languages import gettext, spoken
from scheduler.domain.paper.sheet_data import EventSheets
from scheduler.domain.words.zones import date_words, day_words
from scheduler.exports.paper.glyphs import printable


def page_words() -> dict[str, str]:
    """What the foot of each page says."""
    return {"page": gettext("page %(number)s of %(all)s", number="{number}", all="{all}")}


def list_words() -> dict[str, str]:
    """The words of the lists for everybody, and of the table numbers."""
    return page_words() | {
        "round": gettext("Round"),
        "round-short": gettext("R%(number)s", number="{number}"),
        "by-table": gettext("Round %(number)s, by table", number="{number}"),
        "sitting-out": gettext("Sitting out this round"),
        "surname": gettext("Surname, first name"),
        "where": gettext("Where do I sit?"),
        "from-to": gettext("%(start)s to %(end)s", start="{first}", end="{last}"),
        "table": gettext("Table"),
        "hosts": gettext("%(name)s hosts this table", name="{name}"),
    }


def room_words() -> dict[str, str]:
    """The words of the room plan."""
    return page_words() | {
        "plan": gettext("Room plan"),
        "hosts": gettext("Hosts"),
        "round": gettext("Round %(number)s", number="{number}"),
        "stay": gettext("Stay all morning"),
        "staying": gettext("%(name)s, table %(number)s", name="{name}", number="{number}"),
        "nothing": gettext("No table has a host or a note."),
    }


def common(data: EventSheets) -> dict[str, Any]:
    """What every sheet has at its head and foot."""
    return {
        "title": printable(data.title),
        "language": spoken().tag,
        "when": printable(day_on_lists(data)),
        "version": printable(version_words(data)),
    }


def day_on_lists(data: EventSheets) -> str:
    """The day."""
    return day_words(data.starts) if data.starts else data.when


def version_words(data: EventSheets) -> str:
    """Which print this is."""
    if data.made is None:
        return data.version
    at = data.made.at
    return gettext(
        "Plan %(number)s, printed %(moment)s",
        number=data.made.plan,
        moment=date_words(at) + at.strftime(", %H:%M"),
    )


def time_words(time: str, after_start: str = "") -> str:
    """The time of a round, such as "09:10 to 09:18"; ``after_start`` is put behind its start."""
    starts, to, ends = time.partition(" to ")
    if not to:
        return time
    return gettext("%(start)s to %(end)s", start=starts + after_start, end=ends)


def time_lines(time: str) -> list[str]:
    """The same in lines, for a narrow column: "09:10", "to 09:18"; none for no time."""
    return [line.strip() for line in time_words(time, "\n").splitlines()]
