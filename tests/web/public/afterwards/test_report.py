"""The impact report: what a partner with the link sees, until it is taken back."""

import subprocess
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from scheduler.domain.states import CommitmentState
from scheduler.domain.words.zones import date_words
from scheduler.models import Attendee, Event, ImpactReport, db
from scheduler.services.afterwards.commitments import note_for_organiser, say_state
from scheduler.services.afterwards.reports import begin_report, report_of
from scheduler.services.events.place.expecting import add_picture
from scheduler.services.morning import attendance
from tests.builders import (
    SECTORS,
    Account,
    make_attendee,
    make_event,
    make_plan,
    make_series,
)
from tests.builders.pages import ask, number_of, page_of, said
from tests.exports.paper.sheet_cases import texts
from tests.exports.pictures.test_photographs import photograph

STATES = (CommitmentState.UNDER_WAY, CommitmentState.DROPPED)


@pytest.fixture
def held(event: Event) -> Event:
    """A breakfast of 13 in two rounds: 7 voluntary, 5 public and one private, who all came."""
    sectors = ["Voluntary"] * 7 + ["Public"] * 5 + ["Private"]
    people = [make_attendee(event, f"Guest <b>{n}</b> No{n}", s) for n, s in enumerate(sectors)]
    make_plan(event, [{1: people[::2], 2: people[1::2]}, {1: people[::3], 2: people[1::3]}])
    for person in people:
        attendance.check_in(event, person.id, "", event.starts_at)
    return event


def later(client: FlaskClient, event: Event, method: str, address: str) -> TestResponse:
    with time_machine.travel(event.ends_at, tick=False):
        return ask(client, method, address)


def act(owner: Account, event: Event, what: str) -> ImpactReport:
    answer = later(owner.client, event, "POST", f"/organise/events/{event.id}/report/{what}")
    assert answer.status_code == 303
    found = report_of(event)
    assert found is not None
    db.session.commit()
    return found


def test_the_link_works_until_it_is_ended(held: Event, owner: Account, client: FlaskClient) -> None:
    assert act(owner, held, "begin").token is None
    first = act(owner, held, "share").token
    page = later(client, held, "GET", f"/report/{first}")
    assert page.status_code == 200
    assert page_of(page).select_one('meta[content="noindex"]') is not None
    public = later(client, held, "GET", f"/e/{held.slug}")
    assert f"/report/{first}" not in public.text
    act(owner, held, "public")
    public = later(client, held, "GET", f"/e/{held.slug}")
    assert number_of(public, f'a[href*="/report/{first}"]') == 1
    page = later(client, held, "GET", f"/report/{first}")
    assert page_of(page).select_one('meta[content="noindex"]') is None
    act(owner, held, "end")
    assert later(client, held, "GET", f"/report/{first}").status_code == 404
    assert later(client, held, "GET", f"/report/{first}/csv").status_code == 404
    assert f"/report/{first}" not in later(client, held, "GET", f"/e/{held.slug}").text
    assert act(owner, held, "share").token != first


def test_partners_see_no_number_under_five_and_no_name(
    held: Event, owner: Account, client: FlaskClient
) -> None:
    act(owner, held, "begin")
    token = act(owner, held, "share").token
    shared = later(client, held, "GET", f"/report/{token}")
    page = page_of(shared)
    for place in page.select(".map-rows td:first-child"):
        place.decompose()  # The number of an organisation in the map counts nothing.
    shown = "td.number, .tiles b, .span-words b, .gained-mean b"
    cells = [said(cell) for cell in page.select(shown)]
    assert len(cells) > 13
    assert [cell for cell in cells if cell.isdecimal() and int(cell) < 5] == []
    assert "Guest" not in shared.text
    # One private guest alone, and so the next smallest sector too.
    rows = page_of(shared).select(".gained")[0].select("tbody tr")
    assert [said(row.select("td")[0]) for row in rows] == ["7", "not shown", "not shown"]
    full = later(owner.client, held, "GET", f"/organise/events/{held.id}/report")
    rows = page_of(full).select(".gained")[0].select("tbody tr")
    assert [said(row.select("td")[0]) for row in rows] == ["7", "5", "1"]


def test_the_pdf_and_the_page_tell_the_same(
    held: Event, owner: Account, client: FlaskClient
) -> None:
    act(owner, held, "begin")
    token = act(owner, held, "share").token
    page = page_of(later(client, held, "GET", f"/report/{token}"))
    pdf = later(client, held, "GET", f"/report/{token}/pdf")
    assert pdf.content_type == "application/pdf"
    read = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf.data, capture_output=True, check=True
    )
    text = read.stdout.decode()
    hero = said(page.select_one(".report-number"))
    assert hero in text.split()
    for name in page.select(".map-rows tbody th"):
        assert said(name) in text
    key = [said(words).rstrip(".") for words in page.select(".report-key p")][:-1]
    lines = [" ".join(line.split()) for line in text.splitlines()]
    sectors = len(page.select(".report-key .sector"))
    wanted = [" ".join(key[:sectors]), *key[sectors:]]
    assert [words for words in wanted if words not in lines] == []
    # Who had no link is told in the same words, in each sector's line from what to what.
    title = said(page.select_one("#reach"))
    assert title == "Who had no link, before and now"
    printed = " ".join(" ".join(texts(pdf.data)).split())
    reached = [said(words) for words in page.select("[aria-labelledby=reach] .span-words")]
    assert len(reached) == len(page.select("[aria-labelledby=reach] circle.now"))
    assert [words for words in (title, *reached) if words not in printed] == []


def test_logo_speakers_and_what_became_of_promises(
    held: Event, owner: Account, client: FlaskClient
) -> None:
    people = db.session.scalars(select(Attendee).where(Attendee.event_id == held.id)).all()
    add_picture(held, photograph(), "A red door", held.starts_at, logo=True)
    for number, person in enumerate(people):
        noted = note_for_organiser(held, person.id, "Call", None, held.starts_at)
        say_state(noted, CommitmentState.KEPT if number < 7 else STATES[number % 2], held.ends_at)
    for item, speaker in zip(held.agenda, (people[0].name, "Nobody Known"), strict=False):
        item.speaker = speaker
    db.session.commit()
    act(owner, held, "begin")
    token = act(owner, held, "share").token
    full = later(owner.client, held, "GET", f"/organise/events/{held.id}/report")
    assert said(page_of(full).select_one(".gained tbody td:last-child")) == "1"
    shared = page_of(later(client, held, "GET", f"/report/{token}"))
    tally = shared.select("[aria-labelledby=promises] li p")
    assert [said(one) for one in tally] == [
        "Kept", "7 of 13", "Under way", "not shown", "Dropped", "not shown",
    ]  # fmt: skip
    assert said(shared.select_one("#promises")) == "7 of 13 promises kept"
    boxes = [" ".join(box["class"]) for box in shared.select("svg.boxes rect")]
    assert boxes == ["box kept"] * 7 + ["box not-told"] * 6
    # Neither who hosts nor who speaks: too few of either.
    assert [said(head) for head in shared.select(".gained")[0].select("thead th")][2:] == [
        "Met from other sectors, on average"
    ]
    logo = shared.select_one("img.logo")
    assert logo is not None
    assert logo["alt"] == "A red door"
    assert client.get(str(logo["src"])).content_type == "image/webp"
    pdf = later(client, held, "GET", f"/report/{token}/pdf")
    images = subprocess.run(
        ["pdfimages", "-list", "-"], input=pdf.data, capture_output=True, check=True
    )
    assert len(images.stdout.splitlines()) == 2 + 1


def test_a_report_cannot_be_told_before_the_end(held: Event, owner: Account) -> None:
    begin_report(held)
    db.session.commit()
    answer = ask(owner.client, "GET", f"/organise/events/{held.id}/report")
    assert said(page_of(answer).select_one(".empty h2")) == "Nothing to tell yet"
    token = act(owner, held, "share").token
    for address in (f"/report/{token}/", f"/report/{token}/pdf"):
        early = owner.client.get(address, follow_redirects=True)
        assert early.status_code == 200
        assert said(page_of(early).select_one("main h1")) == held.title


def test_the_report_of_a_later_breakfast_tells_how_the_links_grew(
    held: Event, owner: Account, client: FlaskClient
) -> None:
    starts = held.starts_at - timedelta(days=91)
    earlier = make_event(held.body_id, starts_at=starts, ends_at=starts + timedelta(hours=2))
    people = [make_attendee(earlier, f"Guest No{n}", s) for n, s in enumerate(SECTORS)]
    make_plan(earlier, [{1: people}])
    for person in people:
        attendance.check_in(earlier, person.id, "", starts)
    make_series(earlier, held)
    act(owner, held, "begin")
    token = act(owner, held, "share").token
    for reader, address in (
        (client, f"/report/{token}"),
        (owner.client, f"/organise/events/{held.id}/report"),
    ):
        page = later(reader, held, "GET", address)
        assert page.status_code == 200
        days = page_of(page).select("[aria-labelledby=growth] tbody th")
        assert [said(day) for day in days] == [date_words(e.starts_at) for e in (earlier, held)]
