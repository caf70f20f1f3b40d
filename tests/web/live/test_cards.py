"""The card of whom a desk put on the list: their tables, and the way to their own page."""

from datetime import timedelta
from io import BytesIO

import time_machine
from bs4 import Tag
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from scheduler.models import Attendee, Event, HandOver, db
from scheduler.services.morning.desk_links import make_link
from tests.builders import Account
from tests.builders.forms import values_of_form
from tests.builders.pages import ask, page_of
from tests.web.live.desk_pages import day, press, seen


def hand_over(name: str) -> HandOver:
    wanted = select(HandOver).join(HandOver.attendee).where(Attendee.name == name)
    wanted = wanted.options(contains_eager(HandOver.attendee))
    row = db.session.scalars(wanted.execution_options(populate_existing=True)).one()
    db.session.commit()
    return row


def test_a_volunteer_shows_whom_they_added_a_code_that_opens_their_page_once(
    event: Event, three: list[Attendee], client: FlaskClient
) -> None:
    page = f"/desk/{make_link(event, 'Jean').token}/"
    walk_in = {"name": "Eve Walk", "organisation": "Bakers", "sector": str(event.sectors[0].id)}
    with time_machine.travel(event.starts_at, tick=False):
        added = press(client, page, "Add and check in", **walk_in)
        assert seen(added, "#desk-card h3, #desk-card figcaption, #desk-card :is(button, a)") == [
            "Eve Walk",
            "Their phone’s camera opens their own page. Works once, until 08:40.",
            "Print a card",
            "Done",
        ]
        assert len(page_of(added).select("#desk-card svg.qr")) == 1
        row = hand_over("Eve Walk")
        assert row.attendee.token not in added.text
        scanned = ask(client, "GET", f"/mine/{row.code}")
        assert seen(scanned, "h1, main button") == ["Welcome, Eve", "Open my page"]
        # A program that only follows the link uses nothing up.
        ask(client, "GET", f"/mine/{row.code}")
        form = page_of(scanned).select_one("main form")
        assert isinstance(form, Tag)
        sent = values_of_form(form)
        opened = ask(client, "POST", f"/mine/{row.code}/", data=sent)
        assert opened.headers["Location"] == f"/me/{row.attendee.token}/"
        for method in ("GET", "POST"):
            again = ask(client, method, f"/mine/{row.code}/", data=sent)
            assert again.status_code == 404
        assert seen(again, "main p")[0] == (
            "This code works once and for ten minutes, and that is over. "
            "Ask at the desk to show you a new one."
        )
        shown = ask(client, "GET", f"{page}?card={row.attendee_id}")
        assert seen(shown, "#desk-card .state") == ["Opened on a phone at 08:30."]


def test_a_code_is_over_after_ten_minutes_and_the_latest_row_makes_a_new_one(
    event: Event, three: list[Attendee], client: FlaskClient
) -> None:
    page = f"/desk/{make_link(event, 'Jean').token}/"
    with time_machine.travel(event.starts_at, tick=False) as traveller:
        press(client, f"{page}?find=ann", "Let the colleague in", name="Amy Lo")
        old = hand_over("Amy Lo").code
        traveller.shift(timedelta(minutes=10))
        assert ask(client, "GET", f"/mine/{old}/").status_code == 404
        rows = ask(client, "GET", page)
        assert seen(rows, "#desk-latest button") == ["Their code", "Undo"]
        shown = press(client, page, "Their code")
        assert seen(shown, "#desk-card h3, .desk-shown-tables li") == ["Amy Lo", "Round 1 table 1"]
        new = hand_over("Amy Lo").code
        assert [ask(client, "GET", f"/mine/{code}/").status_code for code in (old, new)] == [
            404,
            200,
        ]
        press(client, page, "Undo")
        assert ask(client, "GET", f"/mine/{new}/").status_code == 404


def test_no_desk_shows_the_code_of_whom_it_did_not_add(
    event: Event, three: list[Attendee], owner: Account, client: FlaskClient
) -> None:
    jean, tom = (f"/desk/{make_link(event, name).token}/" for name in ("Jean", "Tom"))
    walk_in = {"name": "Eve Walk", "sector": str(event.sectors[0].id)}
    with time_machine.travel(event.starts_at, tick=False) as traveller:
        press(client, jean, "Add and check in", **walk_in)
        press(client, f"{jean}?find=ann", "Check in Ann")
        eve = hand_over("Eve Walk")
        member = f"/organise/events/{event.id}/check-in"
        for visitor, page, who in (
            (client, tom, eve.attendee_id),
            (client, jean, three[0].id),
            (client, jean, 999),
            (owner.client, member, eve.attendee_id),
            (owner.client, day(event), three[0].id),
        ):
            there = f"{day(event)}/desk" if page == day(event) else page
            refused = ask(visitor, "POST", there, data={"what": "show code", "who": who})
            assert (refused.status_code, seen(refused, "main > .notice.bad")) == (
                409,
                ["This desk shows the code of those alone whom it put on the list today."],
            )
            got = ask(visitor, "GET", f"{page}?card={who}")
            assert seen(got, "#desk-card *") == []
            printed = f"{there.rstrip('/')}/card/{who}.pdf"
            assert ask(visitor, "GET", printed).status_code == 404
        assert hand_over("Eve Walk").code == eve.code
        # The organiser shows whom any desk has added; nobody does after the night.
        own = ask(owner.client, "GET", f"{day(event)}?card={eve.attendee_id}")
        assert seen(own, "#desk-card h3") == ["Eve Walk"]
        traveller.shift(timedelta(hours=20))
        assert ask(client, "GET", f"{jean}?card={eve.attendee_id}").status_code == 404
        sent = {"what": "show code", "who": eve.attendee_id}
        assert ask(owner.client, "POST", f"{day(event)}/desk", data=sent).status_code == 409


def test_a_card_is_printed_on_one_page(
    event: Event, three: list[Attendee], client: FlaskClient
) -> None:
    page = f"/desk/{make_link(event, 'Jean').token}/"
    with time_machine.travel(event.starts_at, tick=False):
        added = press(client, f"{page}?find=ann", "Let the colleague in", name="Amy Lo")
        link = page_of(added).select_one('#desk-card a[href$=".pdf"]')
        assert link is not None
        pdf = ask(client, "GET", str(link["href"]))
        assert (pdf.mimetype, pdf.headers["Cache-Control"]) == ("application/pdf", "no-store")
    (sheet,) = PdfReader(BytesIO(pdf.data)).pages
    words = sheet.extract_text()
    assert [said for said in ("Amy", "Lo", "Lee Trust", "Voluntary") if said not in words] == []
    assert len(sheet.images) == 1
