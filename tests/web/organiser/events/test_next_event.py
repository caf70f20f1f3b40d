"""The next breakfast, made from the last on one page."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from scheduler.domain.events.series import CARRIED, next_event_day
from scheduler.models import Attendee, Event, Series, db
from tests.builders import Account, make_attendee
from tests.builders.forms import as_posted
from tests.builders.pages import after, errors_of, notices, number_of, places, texts
from tests.web.organiser.events.test_events import upcoming


def test_one_press_makes_the_next_breakfast_as_it_is_proposed(owner: Account) -> None:
    event = upcoming(owner)
    host = make_attendee(event, "Ann Muir", host_table=2)
    there = f"/organise/events/{event.id}/next"
    proposed = as_posted(owner.client.get(there))
    zone = ZoneInfo("Europe/London")
    day = next_event_day(event.starts_at.astimezone(zone).date())
    assert (proposed["day"], proposed["title"]) == ([str(day)], [event.title])
    assert proposed["carried"] == [key for key, part in CARRIED.items() if part.usual]
    # Who hosted is asked first: nobody is ticked.
    assert "hosts" not in proposed

    answer = owner.client.post(there, data=proposed | {"hosts": [str(host.id)]})
    page = after(owner.client, answer)
    assert places(page, f"{event.title} is ready. 1 host has a place. No emails were sent.") == [
        "div.notice.good"
    ]
    following = db.session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert following is not None
    assert following.id != event.id
    starts, before = following.starts_at.astimezone(zone), event.starts_at.astimezone(zone)
    assert (starts.date(), f"{starts:%H:%M}") == (day, f"{before:%H:%M}")
    assert following.series is not None
    assert following.series.name == event.title
    names = select(Attendee.name).where(Attendee.event_id == following.id)
    assert db.session.scalars(names).all() == ["Ann Muir"]
    db.session.commit()

    # Back in the browser, and the button once more.
    again = after(owner.client, owner.client.post(there, data=proposed))
    assert notices(again) == [
        "This event was made already. Change it in its settings, or make another.",
    ]
    assert len(db.session.scalars(select(Event)).all()) == 2


def test_an_event_of_a_series_is_not_asked_for_its_name(owner: Account) -> None:
    event = upcoming(owner)
    event.series = Series(body_id=owner.body_id, name="Mine", created_at=datetime.now(UTC))
    db.session.commit()
    there = f"/organise/events/{event.id}/next"
    proposed = as_posted(owner.client.get(there))
    assert "series_name" not in proposed
    assert owner.client.post(there, data=proposed).status_code == 303
    assert {e.series_id for e in db.session.scalars(select(Event))} == {event.series_id}


def test_a_next_breakfast_from_one_long_past_lies_ahead(owner: Account) -> None:
    starts = datetime(2020, 1, 3, 8, 30, tzinfo=UTC)
    event = upcoming(owner, starts_at=starts, ends_at=starts + timedelta(hours=2))
    proposed = as_posted(owner.client.get(f"/organise/events/{event.id}/next"))
    assert proposed["day"][0] > str(datetime.now(UTC).date())


def test_what_cannot_be_made_keeps_what_was_typed(owner: Account) -> None:
    event = upcoming(owner)
    there = f"/organise/events/{event.id}/next"
    wrong = as_posted(owner.client.get(there)) | {
        "day": "2020-01-01",
        "title": "Typed",
        "carried": [],
    }
    answer = owner.client.post(there, data=wrong)
    assert errors_of(answer) == ["That date has already passed."]
    assert as_posted(answer)["title"] == ["Typed"]
    assert "carried" not in as_posted(answer)
    assert len(db.session.scalars(select(Event)).all()) == 1


def test_the_overview_leads_to_the_next_breakfast(owner: Account) -> None:
    event = upcoming(owner)
    page = owner.client.get(f"/organise/events/{event.id}/")
    assert number_of(page, f'[href="/organise/events/{event.id}/next"]') == 1
    assert texts(page, "nav .lines li")[-2:] == ["Put it in a series", "Next breakfast"]
