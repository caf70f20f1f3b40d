"""Counting, lists of names, and words that agree with a number."""

from collections.abc import Sequence


def agree(number: int, one: str, many: str) -> str:
    """Return ``one`` for exactly one thing, else ``many``: "has" or "have"."""
    return one if number == 1 else many


def count(number: int, one: str, many: str | None = None) -> str:
    """Return such as "1 person" or "12 people"; ``many`` is ``one`` with an s unless given."""
    return f"{number} {agree(number, one, many or one + 's')}"


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
        shown = [*shown[:most], f"{len(names) - most} more"]
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def numbered(what: str, number: int) -> str:
    """Return such as "Round 1" or "Rounds 1 to 4": the first ``number`` things of a kind."""
    return f"{what} 1" if number == 1 else f"{what}s 1 to {number}"
