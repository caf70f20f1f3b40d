"""Counting, lists of names, and words that agree with a number."""

from collections.abc import Sequence

from scheduler.domain.languages import gettext, ngettext


def agree(number: int, one: str, many: str) -> str:
    """Return ``one`` for exactly one thing, else ``many``: "has" or "have"."""
    return one if number == 1 else many


def count(number: int, one: str, many: str | None = None) -> str:
    """Return such as "1 person" or "12 people"; ``many`` is ``one`` with an s unless given."""
    return f"{number} {agree(number, one, many or one + 's')}"


def in_words(number: int) -> str:
    """A small number as running text has it: "six"; one of ten or more in figures."""
    small = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    return small[number] if 0 <= number < len(small) else str(number)


def places_words(taken: int, capacity: int) -> str:
    """Such as "12 of 40 places taken"; more people than places are said as what they are."""
    if taken <= capacity:
        return f"{taken} of {count(capacity, 'place')} taken"
    return f"{count(taken, 'person has', 'people have')} a place; the event has {capacity}"


def listed(names: Sequence[str], most: int | None = None) -> str:
    """Return such as "Ann, Ben and Cy", or "Ann, Ben and 3 more" when only ``most`` are named.

    Nobody gives "".
    """
    shown = list(names)
    if most is not None and len(shown) > most:
        left = len(names) - most
        shown = [*shown[:most], ngettext("%(number)s more", "%(number)s more", left)]
    if len(shown) < 2:
        return "".join(shown)
    return gettext("%(first)s and %(last)s", first=", ".join(shown[:-1]), last=shown[-1])


def numbered(what: str, number: int) -> str:
    """Return such as "Round 1" or "Rounds 1 to 4": the first ``number`` things of a kind."""
    return f"{what} 1" if number == 1 else f"{what}s 1 to {number}"
