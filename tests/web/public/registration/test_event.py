from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select

from scheduler.models import Attendee, Event, db
from scheduler.services.paper.sheets import note_about
from tests.builders import (
    NOW,
    Account,
    make_attendee,
    make_event,
    make_series,
    part_by_a_break,
)
from tests.builders.pages import number_of, page_of, places, texts, title, words

DAY = timedelta(days=1)


def test_it_says_what_when_where_and_how_many_places_are_left(
    client: FlaskClient, event: Event
) -> None:
    make_attendee(event, "Ann Lee")
    page = client.get(f"/e/{event.slug}/")
    assert (page.status_code, title(page)) == (200, "Health networking breakfast")
    text = words(page)
    assert texts(text, "dl") == [
        "When Friday 4 December 2026 08:30 to 10:30 (London time) Where Town Hall Paisley Map"
    ]
    assert texts(text, "figure.poster-room b") == ["39 of 40 seats free"]
    assert texts(text, "ol") == [
        "08:30 Welcome 08:45 Networking 4 rounds of 8 minutes at small tables, each "
        "with people from other sectors 09:30 Coffee"
    ]


def test_each_part_of_the_morning_tells_the_rounds_that_it_holds(
    client: FlaskClient, event: Event
) -> None:
    part_by_a_break(event, 20, 30)
    two = "2 rounds of 8 minutes at small tables, each with people from other sectors"
    assert texts(client.get(f"/e/{event.slug}/"), ".agenda ol") == [
        f"08:30 Welcome 08:45 Networking {two} 09:05 Coffee 09:35 More networking {two}"
    ]


def test_the_link_in_mails_needs_no_redirect(client: FlaskClient, event: Event) -> None:
    assert client.get(f"/e/{event.slug}").status_code == 200


@pytest.mark.parametrize("address", ["/e/nothing-here/", "/e/nothing-here/thanks", "/e/%00/"])
def test_an_unknown_address_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_form_asks_four_things_and_ticks_nothing(client: FlaskClient, event: Event) -> None:
    page = client.get(f"/e/{event.slug}/")
    assert page.text.count("(optional)") == 8
    assert number_of(page, "[checked]") == 0
    asked = {str(field["name"]) for field in page_of(page).select("[name]")}
    assert {"name", "organisation", "sector", "email", "access", "dietary", "consents"} <= asked


def test_it_says_who_sees_what_before_anybody_signs_up(client: FlaskClient, event: Event) -> None:
    make_attendee(event, "Ann Lee", about="We run a food bank.", access="hearing loop")
    text = words(client.get(f"/e/{event.slug}/"))
    assert places(
        text,
        (
            "The hosts of your tables also see “What you can offer”, “What you are looking for”, "
            "“What you do, in one line” and “Your organisation’s key challenge, in one sentence”."
        ),
    ) == ["p.quiet.small"]
    ann = db.session.scalars(select(Attendee)).one()
    assert note_about(ann) == "We run a food bank."


def test_a_full_event_says_so_before_anybody_submits(client: FlaskClient, owner: Account) -> None:
    event = make_event(owner.body_id, capacity=1)
    make_attendee(event, "Ann Lee")
    make_attendee(event, "Bob Ray", state="waiting", waiting_since=NOW)
    text = words(client.get(f"/e/{event.slug}/"))
    assert texts(text, "figure.poster-room span") == ["1 seat taken , 1 person waits"]
    assert texts(text, "#sign-up-title + p") == [
        "All places are taken. You would be number 2 on the waiting list, and we email you when "
        "a place comes free. No account needed."
    ]


@pytest.mark.parametrize(
    ("days", "heading"),
    [
        (-3, "Sign-up opens on Thursday 19 November 2026"),
        (0, "Take a seat"),
        (10, "Sign-up has closed"),
        (14.01, "Sign-up has closed"),
        (15, "This event is over"),
    ],
)
def test_it_says_whether_people_can_sign_up(
    client: FlaskClient,
    owner: Account,
    two_weeks_before: time_machine.Traveller,
    days: float,
    heading: str,
) -> None:
    event = make_event(
        owner.body_id,
        signup_opens_at=NOW - DAY,
        signup_closes_at=NOW + 10 * DAY,
        starts_at=NOW + 14 * DAY,
        ends_at=NOW + 14.5 * DAY,
    )
    two_weeks_before.move_to(NOW + days * DAY)
    page = client.get(f"/e/{event.slug}/")
    assert texts(page, "#sign-up-title, #ended-title") == [heading]
    assert number_of(page, "[name=organisation]") == (heading == "Take a seat")


def test_after_the_event_it_tells_what_was_and_invites_to_the_next_of_the_series(
    client: FlaskClient, owner: Account, event: Event, two_weeks_before: time_machine.Traveller
) -> None:
    make_attendee(event, "Ann Lee")
    later = {"starts_at": event.starts_at + 30 * DAY, "ends_at": event.ends_at + 30 * DAY}
    spring = make_event(owner.body_id, title="Spring breakfast", **later)
    make_series(event, spring)
    two_weeks_before.move_to(event.ends_at)
    page = client.get(f"/e/{event.slug}/")
    assert texts(page, "h1 + section") == [
        "This event is over Thank you to everybody who came. For the next one, ask "
        "Paisley Breakfasts ."
    ]
    assert number_of(page, ".poster-room, .sign-up-panel, .when-where a, .expect") == 0
    assert texts(page, "#agenda-title") == ["How the morning went"]
    # Where the organisers want it to be found.
    spring.listed = True
    db.session.commit()
    assert texts(client.get(f"/e/{event.slug}/"), "h1 + section p") == [
        "Thank you to everybody who came. The next one: Spring breakfast, Sunday 3 January 2027 ."
    ]


def test_the_calendar_file_holds_the_event_and_no_person(client: FlaskClient, event: Event) -> None:
    make_attendee(event, "Ann Lee")
    answer = client.get(f"/e/{event.slug}/calendar.ics")
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=health-networking-breakfast.ics"
    )
    calendar = Calendar.from_ical(answer.data)
    (entry,) = calendar.walk("VEVENT")
    assert (str(entry["SUMMARY"]), entry["DTSTART"].dt) == (event.title, event.starts_at)
    assert "METHOD" not in calendar
    assert not {"ORGANIZER", "ATTENDEE"} & set(entry)
    assert "Ann" not in answer.text


def test_what_an_organiser_wrote_is_text_and_not_marks(client: FlaskClient, owner: Account) -> None:
    event = make_event(owner.body_id, title="<b>Bold</b>", summary="<script>x</script>")
    event.agenda[0].title = event.sectors[0].examples = "<i>it</i>"
    db.session.commit()
    page = client.get(f"/e/{event.slug}/").text
    assert not {mark for mark in ("<b>Bold", "<script>x", "<i>it") if mark in page}


def test_search_engines_list_the_page_where_the_organiser_wants_it(
    client: FlaskClient, event: Event
) -> None:
    def metas() -> dict[str, str]:
        found = page_of(client.get(f"/e/{event.slug}/")).select("meta[name=robots], meta[property]")
        return {str(m.get("name") or m["property"]): str(m["content"]) for m in found}

    assert metas()["robots"] == "noindex"
    event.listed = True
    db.session.commit()
    told = metas()
    assert "robots" not in told
    assert (told["og:title"], told["og:site_name"]) == (event.title, event.body.name)
    assert told["og:description"].endswith(f", {event.place}")


def test_what_may_be_told_is_folded_before_the_button(client: FlaskClient, event: Event) -> None:
    page = page_of(client.get(f"/e/{event.slug}/"))
    names = [str(e.get("name") or e.get_text()) for e in page.select("form input, form button")]
    assert names.index("email") < names.index("consents") < names.index("Sign up")
    assert page.select_one(".data-use") is not None
