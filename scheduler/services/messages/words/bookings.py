"""What emails tell of a sign-up: the facts of an attendee and their event, as they stand."""

from datetime import datetime

from sqlalchemy import exists, func, select

from scheduler.domain.messages.email_kinds import ROUNDS_PUBLISHED
from scheduler.domain.states import COMING, PlanState, RegistrationState
from scheduler.domain.words.zones import local_time
from scheduler.mail import attendee_messages as messages
from scheduler.models import Attendee, Event, OutgoingMail, Plan, Seat, db
from scheduler.services.messages.mail_context import mail_context
from scheduler.services.messages.meetings import first_link


def booking_of(attendee: Attendee, event: Event | None = None) -> messages.Booking:
    """What their letters tell of their sign-up, or of another ``event`` that they hear of."""
    event = event or attendee.event
    return messages.Booking(
        recipient=attendee.email or "",
        name=attendee.name,
        title=event.title,
        place=event.place,
        starts=local_time(event.starts_at, event.timezone),
        ends=local_time(event.ends_at, event.timezone),
        body=event.body.name,
        contact=event.body.contact_email,
        mail_from=mail_context().mail_from,
        personal_link=mail_context().links.personal(attendee.token),
        event_link=mail_context().links.event(event.slug),
        shared=bool(sharing_mailbox(attendee)),
        organisation=attendee.organisation,
        sector=attendee.sector.name if attendee.sector else "",
        sector_style=attendee.sector.style if attendee.sector else 0,
        getting_in=event.getting_in,
        greeted_by=event.greeted_by,
        noise=event.noise,
        wording=event.wording,
        added=event is attendee.event and _is_news(attendee),
        join=first_link(attendee) if event is attendee.event else "",
    )


def _is_news(attendee: Attendee) -> bool:
    """Whether they did not sign up themselves, and no email has told them of it yet."""
    themselves = attendee.submission is not None or attendee.confirmed_at is not None
    if themselves or attendee.state == RegistrationState.CANCELLED:
        return False
    earlier = select(OutgoingMail.id).where(OutgoingMail.attendee_id == attendee.id).limit(1)
    return db.session.scalar(earlier) is None


def sharing_mailbox(attendee: Attendee) -> list[str]:
    """The names of those who share the attendee's address and have not cancelled."""
    return list(
        db.session.scalars(
            select(Attendee.name)
            .where(
                Attendee.event_id == attendee.event_id,
                Attendee.email_key == attendee.email_key,
                Attendee.id != attendee.id,
                Attendee.state.in_(COMING),
            )
            .order_by(Attendee.signed_up_at, Attendee.id)
        )
    )


def seated_by_now(attendee: Attendee) -> bool | None:
    """Whether they are in the published rounds; None where none are published."""
    seated = exists().where(Seat.plan_id == Plan.id, Seat.attendee_id == attendee.id)
    published = (Plan.event_id == attendee.event_id, Plan.state == PlanState.PUBLISHED)
    return db.session.scalar(select(seated).select_from(Plan).where(*published))


def told_rounds_at(attendee: Attendee) -> datetime | None:
    """When they were last written to about their rounds."""
    theirs = (OutgoingMail.attendee_id == attendee.id, OutgoingMail.kind == ROUNDS_PUBLISHED)
    return db.session.scalar(select(func.max(OutgoingMail.created_at)).where(*theirs))
