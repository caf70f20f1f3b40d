"""What an impact report tells: counted anew whenever it is read, from who sat where."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from scheduler.domain.afterwards.figures.breakfasts import Breakfast
from scheduler.domain.afterwards.figures.impact import impact_of, organisations_of
from scheduler.domain.afterwards.story import Promise, Story, ToldProject
from scheduler.domain.afterwards.survey import Counted, SurveyAnswer
from scheduler.domain.states import CommitmentState
from scheduler.exports.lists.delimited import write_rows
from scheduler.models import Attendee, Commitment, Event, ImpactReport, Project, db
from scheduler.services.afterwards.projects import told_projects
from scheduler.services.afterwards.reports import title_of
from scheduler.services.afterwards.survey import results_of, survey_of
from scheduler.services.afterwards.working_groups.formed import formed_groups
from scheduler.services.planning.rounds.breakfasts import breakfasts_of, breakfasts_until
from scheduler.services.planning.rounds.clock import morning_is_over


def story_of(report: ImpactReport, now: datetime) -> Story | None:
    """Return the figures of a report; None while none of its events is over with rounds."""
    breakfasts, about = _told(report, now)
    if not about:
        return None
    events = [db.session.get_one(Event, key) for key in about]
    styles = _sector_styles(events)
    came = {one.key: len(one.guests) for one in breakfasts}
    questions, replies, quotes = _survey(events, came)
    promises = _promises(about)
    body = events[-1].body
    return Story(
        body=body.name,
        contact=body.contact_email,
        title=title_of(report),
        series=report.series_id is not None,
        words=report.words,
        impact=impact_of(breakfasts, about, list(styles)),
        styles=styles,
        questions=questions,
        replies=replies,
        quotes=quotes,
        promised=dict(Counter(one.state for one in promises)),
        promises=[_promise(one) for one in promises if one.told],
        projects=[_project(one) for one in told_projects(about)],
        groups=formed_groups(about),
    )


_SEAT_HEADINGS = (
    "breakfast", "date", "in this report", "round", "table", "person", "organisation", "sector",
)  # fmt: skip


def sittings_csv(report: ImpactReport, now: datetime) -> str:
    """Every seat that the report counts, so that its figures can be counted again.

    For the organisers: it names nobody, but holds a number for each person over the breakfasts.
    """
    breakfasts, about = _told(report, now)
    rows: list[Sequence[object]] = [_SEAT_HEADINGS]
    names = {key: name for key, name, _ in organisations_of(breakfasts, ())}
    numbers: dict[int, int] = {}
    for one in breakfasts:
        guests = {guest.person: guest for guest in one.guests}
        seats = [(at.person, at.round, at.table, at.sector) for at in one.sittings]
        seated = {person for person, *_ in seats}
        # Who came and sat nowhere has a line too, without a round.
        none = [(g.person, "", "", g.sector) for g in one.guests if g.person not in seated]
        for person, number, table, sector in [*seats, *none]:
            guest = guests.get(person)
            rows.append(
                (
                    one.title,
                    one.day.isoformat(),
                    "yes" if one.key in about else "no",
                    number,
                    table,
                    numbers.setdefault(person, len(numbers) + 1),
                    names.get(guest.organisation, "") if guest else "",
                    sector,
                )
            )
    return write_rows(rows)


def _told(report: ImpactReport, now: datetime) -> tuple[list[Breakfast], list[int]]:
    """The breakfasts until the report, and the ids of those that it is about."""
    if report.series is not None:
        breakfasts = breakfasts_of(report.series, now)
        return breakfasts, [one.key for one in breakfasts]
    assert report.event is not None, "a report is of an event or of a series"
    if not morning_is_over(report.event, now) or report.event.called_off_at is not None:
        return [], []
    breakfasts = breakfasts_until(report.event, now)
    return breakfasts, [one.key for one in breakfasts[-1:]]


def _sector_styles(events: Sequence[Event]) -> dict[str, int]:
    """The sectors of the events with their style, in the order of the latest event."""
    styles: dict[str, int] = {}
    for event in reversed(events):
        for sector in event.sectors:
            styles.setdefault(sector.name, sector.style)
    return styles


def _survey(events: Sequence[Event], came: dict[int, int]) -> tuple[list[Counted], int, list[str]]:
    """The questions with the answers of all of the events, how many answered, and the quotes."""
    counted: defaultdict[str, Counter[SurveyAnswer]] = defaultdict(Counter)
    replies = 0
    quotes: list[str] = []
    for event in events:
        survey = survey_of(event.id)
        if survey is None:
            continue
        results = results_of(survey, came[event.id])
        replies += results.replies
        quotes += results.quotes
        for one in results.questions:
            counted[one.question].update(one.numbers)
    questions = [
        Counted(q, {a: numbers[a] for a in SurveyAnswer}) for q, numbers in counted.items()
    ]
    return questions, replies, quotes


def _promises(events: Sequence[int]) -> Sequence[Commitment]:
    return db.session.scalars(
        select(Commitment)
        .where(Commitment.event_id.in_(events))
        .options(joinedload(Commitment.who).joinedload(Attendee.sector))
        .order_by(Commitment.id)
    ).all()


def _promise(one: Commitment) -> Promise:
    when = one.state_at.date() if one.state_at and one.state != CommitmentState.UNDER_WAY else None
    return Promise(one.who.organisation, one.what, one.state, when or one.due)


def _project(one: Project) -> ToldProject:
    return ToldProject(one.title, one.partners, one.area, one.funding, one.state, one.outcome)
