"""What the seating board says: places, effects of a move, rules broken, locks and edits."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, assert_never

from scheduler.domain.english import count
from scheduler.domain.planning.locks import Held, Lock

Names = Mapping[str, str]
SOMEBODY = "Somebody"
"""Stands for a person whose name is no longer kept."""

_BROKEN = {
    "apart": "{} and {} are to be kept apart",
    "colleagues apart": "{} and {} are colleagues",
    "together": "{} and {} are to be together",
    "must meet": "{} and {} must meet, and would not",
    "hosts at their table": "{} hosts table {table}",
    "stays at one table": "{} stays at one table",
    "only those present": "{} is not there in round {round}",
    "everyone exactly once in a round": "{} would have no table",
    "turns at sitting out": "{} would sit out again before everybody has",
    "no table over its limit": "table {table} would have too many people",
    "table sizes differ by at most one": "tables would be of uneven sizes",
    "locked seats": "{} is locked",
}


def change_words(change: int, unit: str) -> str:
    """Such as "no loss", "−2 pairs" or "+1 pair"."""
    if not change:
        return "no loss"
    sign = "−" if change < 0 else "+"
    return f"{sign}{count(abs(change), unit)}"


def links_words(links: int) -> str:
    """The same of links."""
    return change_words(links, "link")


def pill_words(links: int, breaks: bool) -> str:
    """The same in the little room beside a drawn table: "−2"."""
    if breaks:
        return "breaks a rule"
    return f"{links:+d}".replace("-", "−") if links else "no loss"


def place_words(place: int | None) -> str:
    """Where somebody is, after their name."""
    if place is None:
        return "has no table"
    return f"is at table {place}" if place else "sits out"


def target_words(place: int | None) -> str:
    """Where somebody goes, after their name."""
    if place is None:
        return "off the tables"
    return f"to table {place}" if place else "sits out"


def broken_words(
    rule: str, people: Iterable[str], number: int | None, table: int | None, names: Names
) -> str:
    """A rule that a move breaks, by name: "Cat Brown and Dee Low are to be kept apart"."""
    who = [names.get(key, SOMEBODY) for key in people]
    if rule == "turns at sitting out" and not who:
        return "another number of people would sit out"
    return _BROKEN.get(rule, rule).format(*who, round=number, table=table)


def again_words(pairs: Iterable[tuple[str, str]], names: Names) -> list[str]:
    """Who would meet once more, a sentence for each pair."""
    return [
        f"{names.get(a, SOMEBODY)} would meet {names.get(b, SOMEBODY)} again." for a, b in pairs
    ]


def lock_words(lock: Lock, names: Names) -> str:
    """What is held, as the beginning of a sentence."""
    when = "in every round" if lock.round is None else f"in round {lock.round}"
    one, other = (names.get(key or "", SOMEBODY) for key in (lock.one, lock.other))
    match lock.kind:
        case Held.ROUND:
            return f"Round {lock.round} is locked"
        case Held.TABLE:
            return f"Table {lock.table} is locked {when}"
        case Held.PERSON:
            return f"{one} is locked {when}"
        case Held.PAIR:
            return f"{one} and {other} are locked where they meet"
        case _:
            assert_never(lock.kind)


def edit_words(
    kind: str,
    seats: Sequence[Sequence[Any]],
    locked: Sequence[Mapping[str, Any]],
    freed: Sequence[Mapping[str, Any]],
    names: Names,
) -> str:
    """What a change by hand was: "Isla Galbraith to table 1, in exchange with Bo Wu"."""

    def name(attendee_id: int) -> str:
        return names.get(str(attendee_id), SOMEBODY)

    if kind == "improve":
        return f"{count(len({seat[0] for seat in seats}), 'person', 'people')} moved to improve"
    if seats:
        who, number, _, after = seats[0]
        partner = f", in exchange with {name(seats[1][0])}" if len(seats) > 1 else ""
        return f"{name(who)} {target_words(after)}{partner}, round {number}"
    columns = (*locked, *freed)[0]
    one, other = (columns[key] and str(columns[key]) for key in ("one_id", "other_id"))
    lock = Lock(Held(columns["kind"]), columns["round"], columns["table"], one, other)
    words = lock_words(lock, names)
    return words if locked else words.replace(" locked", " no longer locked")
