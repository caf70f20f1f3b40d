"""The life of an event in steps: what is done, what is next."""

from dataclasses import dataclass
from datetime import datetime

from scheduler.domain.english import count, places_words
from scheduler.domain.states import PlanState, RegistrationState
from scheduler.models import Event
from scheduler.services.afterwards.happened import Happened
from scheduler.services.events.overview import Overview
from scheduler.services.planning.rounds.clock import morning_is_over
from scheduler.web.shared.formats import clock, day, next_day, short_day


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """One step. ``state``: done, now or later. ``endpoint`` names the page to do it on."""

    title: str
    text: str
    state: str
    endpoint: str | None = None
    label: str = ""


def timeline_of(
    event: Event, found: Overview, now: datetime, *, arriving: bool, came: Happened | None = None
) -> list[TimelineStep]:
    """Return the steps of an event's life; the first that is not done is what is next.

    Once the event has begun, what nobody did is left out. ``came``: once it is over, what After
    and the report call planned.
    """
    prepare = "Open the day" if arriving else "Print and prepare"
    published = found.plan is not None and found.plan.state == PlanState.PUBLISHED
    assigned = found.plan is not None and found.plan_current is not False
    begun, over = now >= event.starts_at, morning_is_over(event, now)
    opened = not (event.signup_opens_at and event.signup_opens_at > now)
    assign = (assigned or begun, *_assign(found, assigned, came.planned_new if came else None))
    steps = [
        (opened or begun, *_set_up(event, opened)),
        *([] if begun and not found.placed else [_gather(event, found, now, assigned or begun)]),
        *([] if begun and not found.plan else [assign]),
        *([] if begun and not published else [(published, *_publish(published))]),
        (over, "The day", _when(event), "organiser.day", prepare),
        (False, "Afterwards", "See and share the results.", "organiser.after", "See the result"),
    ]
    next_step = next(n for n, step in enumerate(steps) if not step[0])
    return [
        TimelineStep(title, text, "done" if n < next_step else "now" if n == next_step else "later",
             endpoint, label)
        for n, (_, title, text, endpoint, label) in enumerate(steps)
    ]  # fmt: skip


def _day_and_month(moment: datetime, event: Event) -> str:
    """Such as "Thu 3 Dec": the frame above says the year."""
    return short_day(moment, event.timezone).rsplit(" ", 1)[0]


def _room_left(event: Event, found: Overview, now: datetime) -> bool:
    closes = min(event.signup_closes_at or event.starts_at, event.starts_at)
    return event.places_taken < event.capacity and (now < closes or found.placed < 2)


def _set_up(event: Event, opened: bool) -> tuple[str, str, str, str]:
    if opened:
        return "Set up", "Sign-up has opened.", "organiser.signup", "Change the sign-up"
    opens = event.signup_opens_at or event.starts_at
    text = f"Sign-up opens on {day(opens, event.timezone)} at {clock(opens, event.timezone)}."
    return "Set up", text, "organiser.signup", "Change the sign-up"


def _gather(
    event: Event, found: Overview, now: datetime, past: bool
) -> tuple[bool, str, str, str, str]:
    done = past or not _room_left(event, found, now)
    closes = min(event.signup_closes_at or event.starts_at, event.starts_at)
    until = f"until {_day_and_month(closes, event)}, {clock(closes, event.timezone)}"
    states = found.states
    # While people are gathered, the figure above says how many there are.
    parts = [places_words(found.placed, event.capacity)] if done else []
    if offered := states[RegistrationState.OFFERED]:
        parts.append(f"{offered} offered")
    if waiting := states[RegistrationState.WAITING]:
        parts.append(f"{waiting} waiting")
    if asked := states[RegistrationState.ASKED]:
        parts.append(f"{count(asked, 'request')} to answer")
    signing_up = f"ign-up is open {until}." if closes > now else "ign-up is closed."
    text = f"{', '.join(parts)}; s{signing_up}" if parts else f"S{signing_up}"
    return done, "Gather people", text, "organiser.people", "Add or import people"


def _assign(found: Overview, assigned: bool, planned: int | None) -> tuple[str, str, str, str]:
    title, place = "Assign the rounds", "organiser.rounds"
    if found.plan is None:
        return title, "One click; it takes a few seconds.", place, "Go to the rounds"
    if not assigned:
        return title, found.stale, place, "Fit in late changes" if found.fits_in else "Start afresh"
    score, rounds = found.plan.score, count(found.plan.rounds, "round")
    links = f"{score['cross_sector_pairs']} of at most {score['ceiling']} links between sectors"
    if found.links_now is not None:
        links = f"{count(found.links_now, 'link')} between sectors with those who come now,"
    if planned is not None:
        links = f"{count(planned, 'new link')} between sectors planned"
    text = f"{links} in {rounds}."
    return title, text, place, "Look at the rounds"


def _publish(published: bool) -> tuple[str, str, str, str]:
    if published:
        return "Publish", "Everybody sees their tables.", "organiser.rounds", "Look at the rounds"
    return (
        "Publish",
        "Each person gets their tables by email.",
        "organiser.rounds",
        "Look and publish",
    )


def _when(event: Event) -> str:
    begins, ends = clock(event.starts_at, event.timezone), clock(event.ends_at, event.timezone)
    return f"{_day_and_month(event.starts_at, event)}, {begins} to {ends}{next_day(event)}."
