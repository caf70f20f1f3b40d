"""Whether the mail server takes emails: while it takes none, all of them wait together.

Each email would meet the same refusal. So one at a time tries the server, at growing intervals, and
the others wait without a try of their own; the first that gets through lets all of them go.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update

from scheduler.domain.messages.delivery import PATIENCE, wait_before_next
from scheduler.domain.states import MailState
from scheduler.models import MailServer, OutgoingMail, db
from scheduler.models.clock import database_now
from scheduler.models.database import changed_rows

ONE_AT_A_TIME: Final = timedelta(minutes=1)
"""How long the other emails leave the one that tries the server alone."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why emails wait: since when, until which next try, and what the server said.

    ``barred``: it refuses us for good, and somebody must change a setting.
    """

    since: datetime
    next_try: datetime
    barred: bool
    words: str


def trouble() -> Trouble | None:
    """Return why all emails wait, or None while the mail server takes them."""
    row = db.session.scalar(
        select(MailServer).where(MailServer.failures > 0).execution_options(populate_existing=True)
    )
    if row is None or row.since is None or row.next_try_at is None:
        return None
    return Trouble(row.since, row.next_try_at, row.barred, row.words)


def most_to_try() -> int | None:
    """How many emails may be tried now: None for any number."""
    waits = db.session.scalar(
        select(MailServer.next_try_at > database_now()).where(MailServer.failures > 0)
    )
    if waits is None:
        return None
    return 0 if waits else 1


def let_through() -> int | None:
    """Return how often in a row the server failed before, if an email may be tried now, else None.

    In the caller's transaction. While the server is in trouble one email is tried, and keeps the
    others back for a moment.
    """
    failures = db.session.scalar(select(MailServer.failures)) or 0
    if failures == 0:
        return 0
    taken = changed_rows(
        update(MailServer)
        .where(MailServer.next_try_at <= database_now())
        .values(next_try_at=database_now(ONE_AT_A_TIME))
    )
    return failures if taken else None


def note_trouble(words: str, *, barred: bool, failures: int) -> None:
    """All emails wait, after ``failures`` failures in a row before; in the caller's transaction.

    Emails that were on their way when the trouble began say it a second time: only the first
    counts. What has waited for longer than PATIENCE is given up, unless somebody must change a
    setting first.
    """
    since, now = db.session.execute(select(MailServer.since, database_now())).one()
    wait = wait_before_next(now - (since or now), random.random())  # noqa: S311
    counted = changed_rows(
        update(MailServer)
        .where(MailServer.failures == failures)
        .values(
            failures=failures + 1,
            barred=barred,
            words=words,
            since=since or now,
            next_try_at=database_now(wait),
        )
    )
    if not counted:
        return
    waiting = update(OutgoingMail).where(OutgoingMail.state == MailState.QUEUED)
    if not barred:
        changed_rows(
            waiting.where(OutgoingMail.tried_since < database_now(-PATIENCE)).values(
                state=MailState.FAILED, error=words
            )
        )
    first_time = waiting.where(OutgoingMail.tried_since.is_(None))
    changed_rows(first_time.values(tried_since=database_now()))


def note_health() -> None:
    """The server takes emails; in the caller's transaction."""
    healthy = {"failures": 0, "barred": False, "words": "", "since": None, "next_try_at": None}
    changed_rows(update(MailServer).where(MailServer.failures > 0).values(**healthy))


def try_now() -> None:
    """Let the next email try without waiting; in the caller's transaction."""
    changed_rows(
        update(MailServer).where(MailServer.failures > 0).values(next_try_at=database_now())
    )
