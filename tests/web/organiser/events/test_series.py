"""A series of events as its page and the list show it, and events that are archived."""

from datetime import UTC, datetime, timedelta

from scheduler.models import Event, Series, db
from scheduler.services.people.contacts import contacts_of, merge
from tests.builders import Account, make_attendee, make_event, make_series
from tests.builders.forms import as_posted
from tests.builders.pages import after, errors_of, notices, page_of, places, said, texts, words
from tests.web.organiser.events.setting_pages import TOO_FAR
from tests.web.organiser.events.test_events import upcoming

PAST = datetime(2020, 3, 6, 8, 30, tzinfo=UTC)


def past(owner: Account, **changes: object) -> Event:
    times = {"starts_at": PAST, "ends_at": PAST + timedelta(hours=2)}
    return make_event(owner.body_id, **(times | changes))


def headings(owner: Account) -> list[str]:
    page = page_of(owner.client.get("/organise/"))
    return [said(heading) for heading in page.select("main h2, main h3, main summary")]


def test_the_list_groups_events_by_series(owner: Account) -> None:
    make_series(upcoming(owner, title="June"), past(owner, title="March"), name="Breakfasts")
    assert headings(owner) == ["Breakfasts", "June", "1 past event", "March"]
    past(owner, title="One-off")
    assert headings(owner)[-2:] == ["In no series, past", "One-off"]


def test_the_series_with_the_next_event_stands_first(owner: Account) -> None:
    make_series(past(owner, title="Old"), name="A lapsed one")
    make_series(upcoming(owner, title="June"), name="Breakfasts")
    assert headings(owner) == ["Breakfasts", "June", "A lapsed one", "1 past event", "Old"]


def test_a_series_shows_its_events_and_people_and_leads_to_the_next(owner: Account) -> None:
    event, before = upcoming(owner, title="June"), past(owner, title="March")
    for breakfast in (event, before):
        make_attendee(breakfast, "Ann Muir")
    make_attendee(before, "Ben Kerr")
    series = make_series(before, event, name="Breakfasts")
    page = page_of(owner.client.get(f"/organise/series/{series.id}/"))
    assert [said(h) for h in page.select("main h3")] == ["June", "March"]
    assert places(page, "2 people signed up for an event of this series.") == ["p"]
    [following] = page.select("main .title a")
    assert (said(following), following["href"]) == (
        "Next breakfast",
        f"/organise/events/{event.id}/next",
    )


def test_the_memory_of_a_series_can_begin_on_a_day(owner: Account) -> None:
    long_ago = past(owner, starts_at=datetime(2019, 12, 31, 8, tzinfo=UTC))
    series = make_series(upcoming(owner), past(owner), long_ago)
    there = f"/organise/series/{series.id}/"
    form = as_posted(owner.client.get(there))
    typed = form | {"name": ["Quarterly"], "counts_from": ["2020-01-01"]}
    assert notices(after(owner.client, owner.client.post(there, data=typed))) == [
        "Quarterly is saved. Meetings at 1 event before that day no longer count."
    ]
    db.session.refresh(series)
    assert (series.name, str(series.counts_from)) == ("Quarterly", "2020-01-01")
    later = as_posted(owner.client.get(there)) | {"counts_from": ["2026-11-21"]}
    assert errors_of(owner.client.post(there, data=later)) == [
        "Choose a day that is not to come, or leave it empty."
    ]
    slip = as_posted(owner.client.get(there)) | {"counts_from": ["9999-12-31"]}
    assert errors_of(owner.client.post(there, data=slip)) == [TOO_FAR]
    wrong = as_posted(owner.client.get(there)) | {"name": [""]}
    assert errors_of(owner.client.post(there, data=wrong)) == ["Enter a name for the series."]


def test_events_are_added_and_taken_out(owner: Account, stranger: Account) -> None:
    event, other = upcoming(owner, title="June"), past(owner, title="March")
    theirs = upcoming(stranger)
    series = make_series(event, name="Breakfasts")
    there = f"/organise/series/{series.id}/add"
    page = after(owner.client, owner.client.post(there, data={"event": str(other.id)}))
    assert notices(page) == ["March belongs to Breakfasts now. Its people are recognised."]
    page = after(owner.client, owner.client.post(there, data={"event": str(theirs.id)}))
    assert notices(page) == ["Choose an event to add."]
    answer = owner.client.post(f"/organise/events/{other.id}/leave-series")
    assert notices(after(owner.client, answer)) == [
        "March is in no series now. To undo it, add it to Breakfasts again below."
    ]
    db.session.expire_all()
    assert (event.series_id, other.series_id, theirs.series_id) == (series.id, None, None)
    assert owner.client.post(f"/organise/events/{other.id}/leave-series").status_code == 404


def test_a_series_goes_with_its_last_event(owner: Account) -> None:
    event = upcoming(owner)
    make_attendee(event, "Ann")
    make_series(event)
    assert owner.client.post(f"/organise/events/{event.id}/delete").status_code == 303
    assert db.session.query(Series).all() == []


def test_an_archived_event_leaves_the_list_and_comes_back(owner: Account) -> None:
    event = upcoming(owner, title="June")
    page = after(owner.client, owner.client.post(f"/organise/events/{event.id}/archive"))
    assert texts(page, "div.undo span") == [
        "June is archived: it is no longer in this list. No emails were sent."
    ]
    assert headings(owner) == ["Your first breakfast"]
    assert texts(page, "p.section a") == ["1 archived event"]
    archived = words(owner.client.get("/organise/events/archived"))
    assert texts(archived, "li.event-card a") == ["June"]
    # The undo beside the sentence, and the button on the other page, are one.
    form = page_of(owner.client.get("/organise/")).select_one("form[action$=bring-back]")
    assert form is not None
    page = after(owner.client, owner.client.post(str(form["action"])))
    assert notices(page) == ["June is in the list again."]
    assert headings(owner) == ["To come", "June"]
    assert texts(owner.client.get("/organise/events/archived"), "h2") == ["Nothing is archived"]


def test_an_archived_event_says_so_in_its_settings(owner: Account) -> None:
    event = upcoming(owner)
    details = f"/organise/events/{event.id}/details"
    assert texts(owner.client.get(details), "section.section button") == ["Archive the event"]
    owner.client.post(f"/organise/events/{event.id}/archive")
    assert texts(owner.client.get(details), "section.section p") == [
        "This event is archived: the list leaves it out. Its pages and links go on working.",
        "Calling it off tells everybody who signed up and can be taken back. "
        "Deleting tells nobody and cannot.",
        "Call the event off… Delete the event…",
    ]
    assert owner.client.get(f"/e/{event.slug}").status_code == 200


def test_an_event_in_no_series_begins_one_or_joins_one(owner: Account, stranger: Account) -> None:
    event, other = upcoming(owner, title="June"), past(owner, title="March")
    make_attendee(event, "Ann")
    theirs = make_series(upcoming(stranger))
    there = f"/organise/events/{event.id}/series"
    form = as_posted(owner.client.get(there))
    assert form["series_name"] == ["June"]
    assert errors_of(owner.client.post(there, data=form | {"series_name": [""]})) == [
        "Enter a name for the series."
    ]
    foreign = owner.client.post(there, data=form | {"series": [str(theirs.id)]})
    assert errors_of(foreign) == ["Choose from the list."]
    page = after(owner.client, owner.client.post(there, data=form | {"series_name": ["Quarterly"]}))
    assert notices(page) == ["June belongs to Quarterly now. Its people are recognised."]
    assert places(page, "1 person signed up for an event of this series.") == ["p"]
    db.session.refresh(event)
    assert event.series_id is not None
    # Once more: it stays where it is.
    assert owner.client.post(there, data=form).headers["Location"].endswith(f"/{event.series_id}/")

    second = f"/organise/events/{other.id}/series"
    joined = as_posted(owner.client.get(second)) | {"series": [str(event.series_id)]}
    assert notices(after(owner.client, owner.client.post(second, data=joined))) == [
        "March belongs to Quarterly now. Its people are recognised."
    ]
    db.session.refresh(other)
    assert other.series_id == event.series_id
    assert db.session.query(Series).count() == 2


def test_whoever_was_put_together_is_said_to_stay_so(owner: Account) -> None:
    event, other = upcoming(owner, title="June"), past(owner, title="March")
    for each, address in ((event, "ann@x.org"), (other, "shaw@x.org")):
        make_attendee(each, "Ann Lee", email=address, email_key=address)
    series = make_series(event, other, name="Breakfasts")
    merge(series, [person.id for person in contacts_of(series).people])
    answer = owner.client.post(f"/organise/events/{other.id}/leave-series")
    assert notices(after(owner.client, answer)) == [
        "March is in no series now. To undo it, add it to Breakfasts again below. The person "
        "there whom you had put together with another stays so then."
    ]
