"""When two spellings are one person's name."""

from typing import Final

from scheduler.domain.people.spelling import spelling_key

LONGEST_KEY: Final = 200


def name_key(name: str) -> str:
    """Return the key under which two spellings of one name are equal.

    Case, punctuation and runs of white space do not distinguish people who use one mailbox:
    "SOFÍA  MUIR" and "Sofía Muir" are one. Accents and vowel signs do: कमल and कमला, or José
    and Jose, may be two colleagues. A name of signs alone, such as "!!!", is its own key.
    At most LONGEST_KEY characters.
    """
    return (spelling_key(name) or " ".join(name.split()))[:LONGEST_KEY]
