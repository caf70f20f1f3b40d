"""Calling an event off, and holding it after all."""

from datetime import datetime

import structlog

from scheduler.domain.languages import marked
from scheduler.domain.text import paragraph
from scheduler.errors import Rule, RuleBroken
from scheduler.models import Event, User, transaction
from scheduler.services.events.settings import people_with_renewed_entries
from scheduler.services.messages.outbox import number_of
from scheduler.services.messages.words import event_news
from scheduler.services.messages.words.prepared import letters_first
from scheduler.services.registration import lifecycle
from scheduler.services.registration.places import lock_event

log = structlog.get_logger("crosstalk")
AFTER_ALL = marked("It takes place after all.")


@letters_first
def call_off(event: Event, words: str, actor: User, now: datetime) -> int:
    """Call the event off and tell who holds a place or waits, and had a mail about it before.

    ``words`` are the organiser's own, for the mails and pages. Those with a place get a
    cancellation of their calendar entry. Places stay as they are, so that it can be undone.
    Returns how many emails were written; none when it was called off already. Raises RuleBroken
    once the event is over.
    """
    with transaction():
        event = lock_event(event.id)
        if event.called_off_at is not None:
            return 0
        if now >= event.ends_at:
            raise RuleBroken("The event is over: it cannot be called off any more.", Rule.BEGUN)
        event.called_off_at, event.called_off_words = now, paragraph(words)
        lifecycle.renew_public_entry(event)
        event.updated_at = now
        people = people_with_renewed_entries(event)
        mails = [event_news.post_called_off(person, now) for person in people]
        written = number_of(mails)
    log.info("event called off", event_id=event.id, by=actor.id, emails=written)
    return written


@letters_first
def hold_after_all(event: Event, actor: User, now: datetime) -> int:
    """Undo :func:`call_off`: the same people are told, with a renewed calendar entry.

    Nobody is told once the event is over.
    """
    with transaction():
        event = lock_event(event.id)
        if event.called_off_at is None:
            return 0
        event.called_off_at, event.called_off_words = None, ""
        lifecycle.renew_public_entry(event)
        event.updated_at = now
        people = people_with_renewed_entries(event) if now < event.ends_at else []
        mails = [event_news.post_event_changed(p, [AFTER_ALL], now) for p in people]
        written = number_of(mails)
    log.info("event held after all", event_id=event.id, by=actor.id, emails=written)
    return written
