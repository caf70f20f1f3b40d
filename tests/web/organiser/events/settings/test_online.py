"""The page that says where people take part."""

from scheduler.models import Event, db
from tests.builders import Account, make_attendee, make_plan
from tests.builders.forms import as_posted
from tests.builders.pages import errors_of, notices, page_of


def test_an_organiser_says_how_people_join_and_their_page_has_the_links(
    owner: Account, event: Event
) -> None:
    ann, bo = make_attendee(event, "Ann", joins_online=True), make_attendee(event, "Bo", "Public")
    make_plan(event, [{1: [ann, bo]}])
    db.session.commit()
    there = f"/organise/events/{event.id}/online"
    typed = as_posted(owner.client.get(there)) | {"venue": "hybrid", "online_tables": "two"}
    links = {"meeting_links": "https://meet.jit.si/{room}"}
    assert errors_of(owner.client.post(there, data=typed | links)) == [
        "“two” is no table: write numbers such as 1, 3, 5-7."
    ]
    saved = owner.client.post(there, data=typed | links | {"online_tables": "2"})
    page = owner.client.get(saved.headers["Location"])
    assert notices(page) == [
        "How people take part is saved. Nobody has been emailed: pages and calendars that are "
        "subscribed to show it from now on."
    ]
    shown = page_of(page).select_one("tbody tr td a")["href"]
    for person, links_there in ((ann, 2), (bo, 1)):
        own = page_of(owner.client.get(f"/me/{person.token}"))
        found = [a["href"] for a in own.select('a[href^="https://meet.jit.si/"]')]
        assert (len(found), found.count(shown)) == (links_there, 1)
    assert "meet.jit.si" not in owner.client.get(f"/e/{event.slug}/").text
