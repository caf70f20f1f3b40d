"""Proposing exchanges to both sides: who is written to, what they read, and the sending."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

import structlog

from scheduler.domain.afterwards.exchanges import OPEN_FOR, SUBJECT, WORDS
from scheduler.domain.words.zones import day_in_year, local_time
from scheduler.errors import Rule, RuleBroken
from scheduler.mail.letters import Letter
from scheduler.models import Attendee, Event, Series, transaction
from scheduler.services.afterwards.exchanges.pairing import drafts_of, people_of
from scheduler.services.messages.words.prepared import letters_first
from scheduler.services.messages.writing import groups
from scheduler.services.messages.writing.groups import CHOSEN, Words
from scheduler.services.people.contacts import lock_series
from scheduler.services.registration.places import lock_event

log = structlog.get_logger("crosstalk")


def exchange_email(person: Attendee, now: datetime) -> Letter:
    """Return the email as that person would get it."""
    return groups.letter_for(person.event, person, _proposal(person.event, now), now)


@letters_first
def propose(series: Series, ids: Sequence[int], submission: str, now: datetime) -> tuple[int, int]:
    """Propose the drafts with these ids; return how many, and how many emails were written.

    These are all drafts that the organiser was shown. The emails leave after a minute, from the
    outbox of the event for which each signed up. Raises RuleBroken, rule STALE, where the drafts
    are others by now.
    """
    with transaction():
        lock_series(series)
        drafts = drafts_of(series)
        if not drafts or {one.id for one in drafts} != set(ids):
            raise RuleBroken(
                "The pairs have changed since you looked. Nothing was sent: look again.", Rule.STALE
            )
        by_event: defaultdict[int, list[Attendee]] = defaultdict(list)
        for person in people_of(drafts):
            by_event[person.event_id].append(person)
        written = 0
        for event_id, people in sorted(by_event.items()):
            event = lock_event(event_id)
            group = "-".join([CHOSEN, *(str(person.id) for person in people)])
            key = f"{submission[:40]}-{event_id}"
            written += groups.write_to(
                event, group, _proposal(event, now), submission=key, now=now, starts={}
            )
        for one in drafts:
            one.proposed_at = now
    log.info("exchanges proposed", series_id=series.id, exchanges=len(drafts), emails=written)
    return len(drafts), written


def _proposal(event: Event, now: datetime) -> Words:
    closes = day_in_year(local_time(now + OPEN_FOR, event.timezone))
    return Words(SUBJECT, WORDS.replace("{closes}", closes))
