"""When sign-up is open, and how many places there are."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from scheduler.errors import InvalidInput
from scheduler.models import Event, db, transaction
from scheduler.services.editing import edit_with_letters
from scheduler.services.registration.lifecycle import fill_places
from scheduler.services.registration.places import lock_event


@dataclass(frozen=True, slots=True)
class SignUpSettings:
    """When sign-up is open, for how many, and what people are asked, in which language.

    ``listed``: search engines may show the page. ``approval``: who signs up from now on waits
    until an organiser has said yes; whoever waits for that stays so when it is switched off.
    Until ``wishes_until`` people may say whom they would like to meet.
    """

    signup_opens_at: datetime | None
    signup_closes_at: datetime | None
    wishes_until: datetime | None
    capacity: int
    priority_areas: Sequence[str]
    prompts: Sequence[str]
    listed: bool
    language: str
    approval: bool


@edit_with_letters
def save_signup(event: Event, settings: SignUpSettings, now: datetime) -> int:
    """Change what is decided about sign-up; each priority area is kept once.

    New places go to the waiting list. A capacity below the places taken cancels nobody.
    Returns how many who moved up were written to. Raises InvalidInput when sign-up
    would close before it opens or after the event, or open once it has begun.
    """
    _check_times(event, settings)
    areas = list(dict.fromkeys(settings.priority_areas))
    kept = asdict(settings) | {"priority_areas": areas, "prompts": list(settings.prompts)}
    with transaction():
        event = lock_event(event.id)
        for name, value in kept.items():
            setattr(event, name, value)
        event.updated_at = now
        db.session.flush()
        return fill_places(event, now)


def _check_times(event: Event, settings: SignUpSettings) -> None:
    opens_at, closes_at = settings.signup_opens_at, settings.signup_closes_at
    if opens_at and closes_at and closes_at <= opens_at:
        raise InvalidInput(
            "Sign-up must close after it opens: check the two times.", field="closes"
        )
    if closes_at and closes_at > event.ends_at:
        raise InvalidInput(
            "Sign-up cannot close after the event: choose an earlier time.", field="closes"
        )
    if opens_at and opens_at >= event.starts_at:
        raise InvalidInput(
            "Sign-up must open before the event begins: choose an earlier time.", field="opens"
        )
    if settings.wishes_until and settings.wishes_until > event.starts_at:
        raise InvalidInput(
            "Ask at the latest until the event begins: choose an earlier time.",
            field="wishes_until",
        )


def close_signup(event: Event, now: datetime) -> None:
    """Close sign-up now; closing it again changes nothing."""
    with transaction():
        event = lock_event(event.id)
        if event.signup_closes_at is None or event.signup_closes_at > now:
            event.signup_closes_at = now
            if event.signup_opens_at and event.signup_opens_at >= now:
                event.signup_opens_at = None
            event.updated_at = now


def open_signup(event: Event, now: datetime) -> None:
    """Open sign-up now, until the event begins; open already, it stays as it is."""
    with transaction():
        event = lock_event(event.id)
        if event.signup_opens_at and event.signup_opens_at > now:
            event.signup_opens_at = now
        if event.signup_closes_at and event.signup_closes_at <= now:
            event.signup_closes_at = None
        event.updated_at = now
