"""What an organiser writes to a group: the groups, and what stands for each reader's facts."""

import re
from collections.abc import Mapping
from typing import Final

from scheduler.errors import InvalidInput

LONGEST_SUBJECT: Final = 150
LONGEST_TEXT: Final = 5000

OWNERS: Final = "owners"

GROUPS: Final[Mapping[str, str]] = {
    "everybody": "everybody with a place",
    "confirmed": "who said they are coming",
    "unconfirmed": "who has a place and has not answered",
    "queue": "who is on the waiting list",
    "asked": "who waits for your approval",
    "hosts": "the hosts",
    "came": "who was there",
    OWNERS: "who said they would do something, and it is under way",
    "silent": "who was there and has not said with whom to stay in touch",
}
"""The groups that every event has; beside them stands each sector, as ``sector-`` and its id."""

AFTERWARDS: Final = frozenset({"came", "silent"})
"""Groups that there are once the event is over."""

PLACEHOLDERS: Final[Mapping[str, str]] = {
    "first name": "Ann",
    "name": "Ann Muir",
    "organisation": "Braes Carers",
    "event": "Health networking breakfast",
    "when": "Friday 4 December 2026, 08:30 to 10:30 (London time)",
    "day": "4 December",
    "place": "Town Hall, Paisley",
    "organiser": "Paisley Breakfasts",
}
"""What may stand in braces, each with an example of what the reader sees."""

_BRACES = re.compile(r"\{([^{}]*)\}")


def check_placeholders(
    text: str, field: str, placeholders: Mapping[str, str] = PLACEHOLDERS
) -> None:
    """Raise InvalidInput when something in braces stands for nothing."""
    for found in _BRACES.finditer(text):
        if _key(found[1]) not in placeholders:
            known = ", ".join(f"{{{name}}}" for name in placeholders)
            raise InvalidInput(f"{found[0]} stands for nothing. Use {known}.", field=field)


def filled(text: str, facts: Mapping[str, str]) -> str:
    """Return the text with each placeholder replaced by the reader's fact of that name.

    What a fact contains is text and is not looked through again.
    """
    return _BRACES.sub(lambda found: facts.get(_key(found[1]), found[0]), text)


def _key(written: str) -> str:
    return " ".join(written.casefold().replace("_", " ").split())
