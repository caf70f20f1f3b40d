"""What came of handing an email over, and how long it is tried."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

PATIENCE: Final = timedelta(hours=48)
"""How long an email is tried that the mail server did not refuse for good."""

FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(hours=1)
MOST_WORDS: Final = 500


class Verdict(StrEnum):
    """What came of one try to hand an email over."""

    SENT = "sent"
    """The mail server has taken it."""
    FILED = "filed"
    """No mail server is set: it was written to a file."""
    REFUSED = "refused"
    """The server refuses this email for good (5xx)."""
    DEFERRED = "deferred"
    """The server does not want this email now (4xx), or left without an answer."""
    AWAY = "away"
    """There is no server, or it takes nothing from anybody now: it concerns every email."""
    BARRED = "barred"
    """The server refuses us for good, whatever the email: a wrong password, an unknown sender."""
    LOST = "lost"
    """Another worker has taken the email over; nothing was handed over."""


SERVER_WIDE: Final = (Verdict.AWAY, Verdict.BARRED)
"""What is no fault of the email that was tried, and would meet every other one too."""


@dataclass(frozen=True, slots=True)
class DeliveryOutcome:
    """A verdict, with the server's own words or what happened to the connection."""

    verdict: Verdict
    words: str = ""


def wait_before_next(tried_for: timedelta, spread: float) -> timedelta:
    """How long to wait after a try that failed, ``tried_for`` after the first; at most an hour.

    As long again as it has been tried: the intervals double. ``spread``, from 0 to 1, takes up to
    half of it away: with a random one, emails that failed together do not come back together.
    """
    whole = min(max(tried_for, FIRST_WAIT), LONGEST_WAIT)
    return whole * (1 - spread / 2)


def readable(said: bytes | str) -> str:
    """What a mail server said, as one line of at most MOST_WORDS characters."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    printable = "".join(letter if letter.isprintable() else " " for letter in text[:4_000])
    line = " ".join(printable.split())
    return line if len(line) <= MOST_WORDS else line[: MOST_WORDS - 1] + "…"
