"""The words of each kind of email to an attendee: its subject and its opening.

An event may put its own in their place. What follows the opening (when and where, links, what the
calendar entry does) is the same at every event, because it must be right.
"""

import re
from collections.abc import Mapping
from typing import Final

from scheduler.domain.languages import gettext
from scheduler.domain.messages.email_kinds import KINDS, Wording
from scheduler.domain.messages.own_words import check_placeholders, filled
from scheduler.domain.text import one_line, paragraph

LONGEST_OPENING: Final = 2000
HEADED: Final = frozenset({"signed_up", "waiting", "rounds_published", "rounds_changed"})
"""The kinds whose standard opening begins with what their headline says."""


StoredWordings = dict[str, dict[str, str]]
"""An event's own wording: for each kind the ``subject`` and the ``opening`` that differ."""


def worded(kind: str, own: StoredWordings) -> Wording:
    """Return the wording of the kind: the event's own where there is one."""
    standard, mine = KINDS[kind].standard, own.get(kind, {})
    return Wording(
        mine.get("subject") or gettext(standard.subject),
        mine.get("opening") or gettext(standard.opening),
    )


def below_headline(kind: str, wording: Wording) -> str:
    """Return what of its opening stands under the headline of such an email.

    Where the standard opening begins with what the headline says, it is what follows that
    sentence; else, and for an event's own, the whole.
    """
    if kind not in HEADED or wording.opening != gettext(KINDS[kind].standard.opening):
        return wording.opening
    return wording.opening.partition(". ")[2]


def checked(kind: str, subject: str, opening: str) -> Wording:
    """Return what an organiser wrote, tidied; what is empty becomes the standard again.

    Raises InvalidInput, with the field, for a placeholder that stands for nothing.
    """
    known, standard = KINDS[kind].placeholders, KINDS[kind].standard
    tidy = Wording(one_line(subject) or standard.subject, paragraph(opening) or standard.opening)
    check_placeholders(tidy.subject, "subject", known)
    check_placeholders(tidy.opening, "opening", known)
    return tidy


def with_wording(own: StoredWordings, kind: str, wording: Wording) -> StoredWordings:
    """Return the event's own wording with this kind's; of the standard nothing is kept."""
    standard = KINDS[kind].standard
    pairs = (
        ("subject", wording.subject, standard.subject),
        ("opening", wording.opening, standard.opening),
    )
    mine = {name: text for name, text, usual in pairs if text != usual}
    others = {name: texts for name, texts in own.items() if name != kind}
    return {**others, kind: mine} if mine else others


def paragraphs(text: str, facts: Mapping[str, str] | None = None) -> list[list[str]]:
    """Return the paragraphs of a text as their lines, placeholders replaced by ``facts``."""
    parts = re.split(r"\n\s*\n", text.strip())
    return [filled(part, facts or {}).splitlines() for part in parts if part]
