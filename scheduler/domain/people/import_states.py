"""A column of states in a list: who of it gets a place, waits, asks, or is left out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from scheduler.domain.text import normalized

PLACE: Final = "place"
WAIT: Final = "wait"
ASK: Final = "ask"
LEAVE: Final = "leave"
MEANINGS: Final = {
    PLACE: "Gets a place",
    WAIT: "Goes to the waiting list",
    ASK: "Waits for your approval",
    LEAVE: "Is left out",
}

_LEAVE = re.compile(
    r"\b(not|no|n|false|non|never|isn t|can t|won t|cannot|unable|cancel\w*|declin\w*|delet\w*|"
    r"reject\w*|refus\w*|refund\w*|withdr[ae]w\w*|remov\w*|void\w*|expir\w*|regret\w*|apolog\w*|"
    r"absent|no show|dropped|inactive|unsubscribed|bounced|duplicate|spam|archived|abandoned)\b|"
    r"[✗✘❌☒]"
)
_WAIT = re.compile(r"\b(wait\w*|stand ?by|reserves?|offered a place)\b")
_ASK = re.compile(r"wait(s|ing) for (your )?approval")
_PLACE = re.compile(
    r"^(yes|y|true|x|✓|✔|1|ok|has a place|going|coming|active|paid|free)$|"
    r"\b(attend(ing|ed|s)?|confirm(ed)?|accept(ed)?|register(ed)?|approved?|booked|completed?|"
    r"placed|enrolled|signed up|checked in|will come|is coming|admitted)\b"
)
_UNSURE = re.compile(
    r"\b(un\w+|may ?be|might|perhaps|pending|tentative|provisional|invited|awaiting|possibly|tbc|"
    r"if|no (reply|response|answer)|not (yet|confirmed|responded|answered|replied|decided|sure))\b"
)
_WHO_IS_OUT = re.compile(
    r"(?:date |is |was )?(?:cancel\w*|withdrawn|declined|deleted|removed|no show|apologies)"
    r"(?: on| at| date| time)?|"
    r"(?P<waits>(?:on (?:the )?)?(?:wait ?list(?:ed)?|waiting list|reserve list))"
    r"(?: position| number| no)?"
)
_WHO_COMES = re.compile(
    r"rsvp|coming|attending|attendance|(?:are|will) you attend(?:ing)?|"
    r"(?:attend(?:ance|ee)|registration|booking|ticket|guest|participant|delegate) status"
)
"""Headings that leave no doubt, whatever the cells say; "State" may be Scotland."""
_SIGNS = "✓✔✗✘❌☒"
_PLAIN_ANSWER = re.compile(r"yes|y|no|n|true|false|x|✓|✔|1|0|ok|free|paid|none|not applicable|n a")
_MOST_STATES = 20


def state_key(text: str) -> str:
    """Return the key under which two spellings of one state are equal."""
    return re.sub(rf"[^\w{_SIGNS}]+|_", " ", normalized("NFKC", text).casefold()).strip()


def meaning_of_state(text: str) -> str | None:
    """Return what a state says of a place: a key of MEANINGS; None where that is not sure.

    An empty cell is a place: many lists note only who has cancelled.
    """
    key = state_key(text)
    if not key or key in ("0", "none"):
        return LEAVE if key else PLACE
    if key == "n a":
        return None
    if _ASK.fullmatch(key):
        return ASK
    if _UNSURE.search(key) and not key.startswith(("unable", "unsubscribed")):
        return None
    if _LEAVE.search(key):
        return LEAVE
    if _WAIT.search(key):
        return WAIT
    return PLACE if _PLACE.search(key) else None


def decided(text: str, answers: Mapping[str, str]) -> str | None:
    """What becomes of a row of that state: the organiser's answer, else what the state says."""
    return answers.get(state_key(text)) or meaning_of_state(text)


def are_states(cells: Iterable[str], heading: str) -> bool:
    """Whether the cells under a heading such as "State" tell who comes, rather than where from.

    Under "Attending" they do in whatever words: those that are not known are asked about.
    """
    states = {cell for cell in cells if cell}
    sure = _WHO_COMES.fullmatch(state_key(heading)) is not None
    known = any(meaning_of_state(state) for state in states)
    return len(states) <= _MOST_STATES and (sure or known)


def state_of_heading(heading: str) -> str:
    """Return the state of whoever has anything in a column of that heading; "" for most.

    Under "Cancelled on" stands a day, under "Waiting list number" a number.
    """
    found = _WHO_IS_OUT.fullmatch(state_key(heading))
    if not found:
        return ""
    return "Waiting list" if found["waits"] else heading


def find_states(rows: Iterable[Sequence[str]], width: int, mapped: Iterable[int]) -> int | None:
    """Return a column, not mapped yet, that holds nothing but states, whatever its heading.

    Answers such as "yes" may be to any question, so at least one state must say more, and
    that not everybody has a place.
    """
    seen: dict[int, set[str]] = {column: set() for column in range(width)}
    for column in mapped:
        seen.pop(column, None)
    for cells in rows:
        for column, cell in enumerate(cells[:width]):
            if cell and column in seen:
                seen[column].add(cell)
                if len(seen[column]) > _MOST_STATES or meaning_of_state(cell) is None:
                    del seen[column]
    for column, states in seen.items():
        telling = {s for s in states if not _PLAIN_ANSWER.fullmatch(state_key(s))}
        if any(meaning_of_state(state) != PLACE for state in telling):
            return column
    return None
