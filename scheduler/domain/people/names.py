"""When two spellings are one person's name."""

from typing import Final

from scheduler.domain.people.organisations import organisation_key

LONGEST_KEY: Final = 200


def name_key(name: str) -> str:
    """Return the key under which two spellings of one name are equal.

    Case, accents, punctuation and runs of white space do not distinguish people who use one
    mailbox: "SOFÍA  MUIR" and "Sofia Muir" are one. At most LONGEST_KEY characters.
    """
    return organisation_key(name)[:LONGEST_KEY]
