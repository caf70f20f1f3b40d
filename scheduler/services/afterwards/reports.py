"""The impact report: begun by the organiser, shared by a secret link, taken back at any time."""

import secrets

from sqlalchemy import select
from sqlalchemy.orm import undefer

from scheduler.domain.languages import ENGLISH
from scheduler.domain.text import paragraph
from scheduler.errors import InvalidInput
from scheduler.models import Event, EventPicture, ImpactReport, Series, db, transaction
from scheduler.services.editing import hold

LONGEST = 6000


def report_of(thing: Event | Series) -> ImpactReport | None:
    """Return the report of an event or a series, once it is begun."""
    column = ImpactReport.event_id if isinstance(thing, Event) else ImpactReport.series_id
    return db.session.scalar(select(ImpactReport).where(column == thing.id))


def begin_report(thing: Event | Series) -> ImpactReport:
    """Begin the report, which nobody but the organisers can read yet; pressed twice, once."""
    with transaction():
        hold(thing)
        there = report_of(thing)
        if there is None:
            of_event = isinstance(thing, Event)
            there = ImpactReport(event=thing) if of_event else ImpactReport(series=thing)
            db.session.add(there)
    return there


def write_words(report: ImpactReport, words: str) -> None:
    """Keep the organiser's own paragraphs. Raises InvalidInput, field ``words``, when too long."""
    words = paragraph(words)
    if len(words) > LONGEST:
        raise InvalidInput(f"Write at most {LONGEST} characters.", field="words")
    with transaction():
        report.words = words


def share(report: ImpactReport, listed: bool) -> None:
    """Let whoever has the link read the report; ``listed``: it is public."""
    with transaction():
        report = hold(report)
        report.token = report.token or secrets.token_urlsafe(32)
        report.listed = listed


def end_report_link(report: ImpactReport) -> None:
    """End the link: nobody but the organisers can read the report. A later link is another."""
    with transaction():
        report = hold(report)
        report.token, report.listed = None, False


def report_at(token: str) -> ImpactReport | None:
    """Return the report that this link leads to."""
    return db.session.scalar(select(ImpactReport).where(ImpactReport.token == token))


def public_reports(event: Event) -> list[ImpactReport]:
    """Return the reports of an event and of its series that are public."""
    of_either = (ImpactReport.event_id == event.id) | (ImpactReport.series_id == event.series_id)
    found = select(ImpactReport).where(ImpactReport.listed, of_either)
    return list(db.session.scalars(found.order_by(ImpactReport.series_id.is_not(None))))


def logo_of(report: ImpactReport) -> tuple[EventPicture, str] | None:
    """Return the logo of the event, or of the latest one of the series that has one.

    With its content, and the name under which its event's public page shows it.
    """
    own = Event.id == report.event_id if report.event_id else Event.series_id == report.series_id
    row = db.session.execute(
        select(EventPicture, Event.slug)
        .join(Event, Event.id == EventPicture.event_id)
        .where(own, EventPicture.logo)
        .options(undefer(EventPicture.content))
        .order_by(Event.starts_at.desc(), EventPicture.id.desc())
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else None


def language_of(report: ImpactReport) -> str:
    """Return the language that partners read it in: its event's, or the latest of its series."""
    if report.event:
        return report.event.language
    latest = select(Event.language).where(Event.series_id == report.series_id)
    return db.session.scalar(latest.order_by(Event.starts_at.desc()).limit(1)) or ENGLISH


def title_of(report: ImpactReport) -> str:
    """Return the name of what the report is of."""
    if report.event:
        return report.event.title
    assert report.series, "a report is of an event or of a series"
    return report.series.name
