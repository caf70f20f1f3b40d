"""Where a speaker comes from, read from what the agenda says of them."""

import re
from collections.abc import Mapping

from scheduler.domain.afterwards.figures.breakfasts import Speaker
from scheduler.domain.people.names import name_key, without_title
from scheduler.domain.people.organisations import organisation_key

_PARTS = re.compile(r"[,;()/|–—]|\s-\s|\b(?:of|from|at)\b", re.IGNORECASE)
"""What stands between a name and an organisation: "Ann Lee, Shed", "Ann Lee (Shed)"."""


def speaker_of(
    text: str, guests: Mapping[str, tuple[str, str]], organisations: Mapping[str, str]
) -> Speaker:
    """Return who is meant by a line of the agenda.

    ``guests``: organisation and sector of everybody who came, by :func:`speaker_key`;
    ``organisations``: the sector of each that came, by its key. An organisation that is named
    goes before the one that the speaker signed up with.
    """
    if (whole := speaker_key(text)) in guests:
        return Speaker(whole, *guests[whole])
    parts = [part.strip() for part in _PARTS.split(text) if part.strip()]
    name = speaker_key(parts[0] if parts else text)
    # The whole of what follows the name too: an organisation may have a comma, or an "of".
    rest = text.strip()[len(parts[0]) :].strip(" ,;()/|–—-") if parts else ""
    for spelling in (rest, *parts[1:]):
        if (key := organisation_key(spelling)) in organisations:
            return Speaker(name, key, organisations[key])
    return Speaker(name, *guests.get(name, ("", "")))


def speaker_key(name: str) -> str:
    """The key of a person's name without titles: "Dr Ann Lee" and "ann lee" are one."""
    return name_key(" ".join(without_title(name)))
