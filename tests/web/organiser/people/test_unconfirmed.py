"""Places that nobody confirmed are listed apart, and lead to the page that releases them."""

from datetime import UTC, datetime, timedelta

from scheduler.models import Event
from tests.builders import Account, make_attendee
from tests.builders.pages import page_of, places


def test_places_held_for_long_lead_to_one_button(owner: Account, event: Event) -> None:
    now = datetime.now(UTC)
    old, new = now - timedelta(days=9), now - timedelta(days=2)
    ann = make_attendee(event, "Ann Muir", signed_up_at=old, confirmed_at=None)
    make_attendee(event, "Ben Kerr", signed_up_at=old, confirmed_at=now)
    make_attendee(event, "Cy Ross", signed_up_at=new, confirmed_at=None)
    make_attendee(event, "Di Lee", signed_up_at=old, confirmed_at=None, host_table=1)
    make_attendee(event, "Ed Fox", signed_up_at=old, confirmed_at=None, email=None, email_key=None)
    there = f"/organise/events/{event.id}/people/unconfirmed"
    page = owner.client.get(f"{there}?days=7")
    assert [a.get_text() for a in page_of(page).select("main li a")] == ["Ann Muir"]
    button = page_of(page).find("a", string="Release this place…")
    assert button is not None
    assert button["href"] == f"/organise/events/{event.id}/people/chosen?id={ann.id}"
    assert places(owner.client.get(str(button["href"])), "Ann Muir") == ["p"]
    assert places(owner.client.get(f"{there}?days=1"), "Cy Ross") == ["a"]
    nobody = "Everybody who has held a place for that long has said that they are coming."
    assert places(owner.client.get(f"{there}?days=365"), nobody) == ["p"]
