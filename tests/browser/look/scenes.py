"""The demonstration at four moments: before, at the door, in the second round, afterwards."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from scheduler.domain.afterwards.survey import SurveyAnswer
from scheduler.domain.states import PlanState
from scheduler.models import Attendee, Event, Plan, Survey, SurveyReply, db
from scheduler.services.afterwards.reports import begin_report, share
from scheduler.services.afterwards.survey import begin_survey
from scheduler.services.morning.attendance import check_in, mark_absent
from scheduler.services.planning.drafts.drafts import copy
from scheduler.services.planning.rounds.clock import Press, make_ready, press, stored_clock

LATE, ABSENT = 19, 4
"""How many are not there when the desk has been open for a while, and how many do not come."""
Paths = dict[str, str]
"""The path of each page to take, by the name of its pictures."""


def before(event: Event) -> Paths:
    """The rounds are published, and a copy of them is being changed by hand."""
    published = db.session.scalars(select(Plan).filter_by(state=PlanState.PUBLISHED)).one()
    draft = copy(published, datetime.now(UTC))
    here = f"/organise/events/{event.id}"
    return {
        "home": "/",
        "public": f"/e/{event.slug}",
        "personal": f"/me/{_people(event)[0].token}",
        "overview": here,
        "people": f"{here}/people",
        "rounds": f"{here}/rounds/plans/{published.number}",
        "board": f"{here}/rounds/plans/{draft.number}/board",
    }


def at_the_door(event: Event) -> Paths:
    """It begins in twenty minutes; two in three are there, and a few do not come."""
    now = _move(event, timedelta(minutes=20))
    people = _people(event)
    for place, person in enumerate(people[LATE:]):
        desk = "Jean at the door" if place % 3 == 0 else ""
        check_in(event, person.id, desk, now - timedelta(minutes=len(people) - place))
    for person in people[1 : 1 + ABSENT]:
        mark_absent(event, person.id, "", now)
    make_ready(event, runs_itself=False, now=now)
    here = f"/organise/events/{event.id}"
    name = people[LATE - 1].name.split()[-1]
    return {"day": f"{here}/day", "desk": f"{here}/check-in?find={name}"}


def in_a_round(event: Event) -> Paths:
    """The second round has run for three of its minutes."""
    now = datetime.now(UTC) - timedelta(minutes=3)
    for person in _people(event)[ABSENT + 1 : LATE] + _people(event)[:1]:
        check_in(event, person.id, "", now)
    for _ in range(3):
        room = stored_clock(event)
        assert room is not None
        clock = room.at(now)
        press(event, Press.NEXT, (clock.phase, clock.round), now)
    room = stored_clock(event)
    assert room is not None
    return {
        "morning": f"/me/{_people(event)[0].token}",
        "screen": f"/screen/{room.screen_token}",
    }


def afterwards(event: Event) -> Paths:
    """All rounds have been held, and most have answered the survey."""
    now = datetime.now(UTC)
    for _ in range(5):
        room = stored_clock(event)
        assert room is not None
        clock = room.at(now)
        press(event, Press.NEXT, (clock.phase, clock.round), now)
    _move(event, timedelta(days=-1))
    begin_survey(event)
    survey = db.session.scalars(select(Survey).filter_by(event_id=event.id)).one()
    yes, partly, _no = (answer.value for answer in SurveyAnswer)
    for number in range(44):
        answers = [yes, partly if number % 4 == 0 else yes, partly if number % 9 == 0 else yes]
        row = {"survey_id": survey.id, "answers": answers, "quotable": False}
        db.session.add(SurveyReply(id=f"{number:032}", **row))
    db.session.commit()
    report = begin_report(event)
    share(report, listed=False)
    return {"after": f"/organise/events/{event.id}/after", "report": f"/report/{report.token}"}


MOMENTS: tuple[Callable[[Event], Paths], ...] = (before, at_the_door, in_a_round, afterwards)


def _move(event: Event, until: timedelta) -> datetime:
    """Let the event begin after ``until``; returns the present moment."""
    now = datetime.now(UTC).replace(microsecond=0)
    event.ends_at += now + until - event.starts_at
    event.starts_at = now + until
    db.session.commit()
    return now


def _people(event: Event) -> list[Attendee]:
    return list(
        db.session.scalars(
            select(Attendee).where(Attendee.event_id == event.id).order_by(Attendee.name)
        )
    )
