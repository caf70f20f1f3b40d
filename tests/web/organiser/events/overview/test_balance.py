"""The page of the balance: the drawing with its table, the forecast, and whom to invite."""

from datetime import UTC, datetime, timedelta

from scheduler.domain.registration.over_time import DayCount
from scheduler.models import Consent, Event, db
from scheduler.web.organiser.events.overview.chart import sign_ups_svg
from tests.builders import NOW, Account, make_attendee, make_event, make_people, make_series
from tests.builders.pages import page_of, part_of, texts, words


def test_the_page_says_what_is_reached_and_leads_to_the_invitation(
    owner: Account, ahead: Event
) -> None:
    past = make_event(owner.body_id, starts_at=NOW - timedelta(days=90), ends_at=NOW)
    ann = make_attendee(past, "Ann", "Voluntary")
    ann.consents = [Consent(kind="future_events", wording="Yes.", given_at=NOW)]
    make_series(past, ahead)
    make_people(ahead, 8, ("Public", "Private"), signed_up_at=datetime.now(UTC))
    url = f"/organise/events/{ahead.id}/balance"
    text = words(owner.client.get(url))
    assert texts(text, ".hero p") == [
        "If 25% stay away, expect about 8 links (3 to 13).",
        "With six more from Voluntary it would be 64.",
    ]
    page = page_of(owner.client.get(f"{url}?absent=0"))
    assert texts(page, ".hero p") == ["With six more from Voluntary it would be 64."]
    assert texts(page, "table.sector-table tbody tr") == [
        "Voluntary 0 0% none", "Public 4 50% none", "Private 4 50% none"
    ]  # fmt: skip
    link = page.select_one("#invite ~ p a")
    assert link is not None
    form = page_of(owner.client.get(str(link["href"])))
    chosen = form.select_one("select[name=group] option[selected]")
    assert chosen is not None
    assert chosen["value"] == f"invite-{ann.id}"


def test_an_event_without_people_says_what_to_do(owner: Account, ahead: Event) -> None:
    text = words(owner.client.get(f"/organise/events/{ahead.id}/balance"))
    assert texts(text, "h2") == ["Too few people for a forecast"]
    assert "Sign-ups over time" not in text


def test_labels_of_lines_that_end_alike_stand_apart() -> None:
    day = NOW.date()
    points = [DayCount(day, (0, 0)), DayCount(day + timedelta(days=1), (3, 3))]
    drawn = sign_ups_svg(points, [("One", 1), ("Two <b>", 2)])
    assert str(drawn).count("<text") == 7
    assert [label.text for label in part_of(drawn).select("text")][-2:] == [
        "One 3",
        "Two <b> 3",
    ]
    assert sign_ups_svg(points[:1], [("One", 1)]) == ""


def test_the_overview_names_the_first_five_to_invite_while_there_are_places(
    owner: Account, ahead: Event
) -> None:
    past = make_event(owner.body_id, starts_at=NOW - timedelta(days=90), ends_at=NOW)
    for number in range(6):
        person = make_attendee(past, f"Person {number}", "Voluntary")
        person.consents = [Consent(kind="future_events", wording="Yes.", given_at=NOW)]
    make_series(past, ahead)
    people = make_people(ahead, 8, ("Public", "Private"), signed_up_at=datetime.now(UTC))
    people[0].signed_up_at -= timedelta(days=2)
    url = f"/organise/events/{ahead.id}/"
    page = page_of(owner.client.get(url))
    assert len(page.select(".sign-ups-chart .line")) == 3
    assert len(page.select("section[aria-labelledby=invite] li")) == 5
    assert texts(page, "section[aria-labelledby=invite] a") == [
        "Write to 5 people…",
        "All 6 of them",
    ]
    ahead.capacity = ahead.places_taken
    db.session.commit()
    assert texts(page_of(owner.client.get(url)), "#invite") == []
