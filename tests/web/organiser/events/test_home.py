"""The home of an event: the organiser's tasks, and apart from them what the server lacks."""

from datetime import timedelta

import time_machine

from scheduler.models import Event
from tests.builders import NOW, Account, make_attendee, make_mail, make_series
from tests.builders.pages import page_of, said, texts
from tests.web.organiser.events.test_events import upcoming


def tasks(owner: Account, event: Event) -> list[tuple[str, str]]:
    """Each point of the checklist with the address that its link leads to."""
    page = page_of(owner.client.get(f"/organise/events/{event.id}/"))
    return [
        (said(point), str(point.a["href"]).partition(f"/{event.id}")[2])
        for point in page.select(".points li")
        if point.a
    ]


def test_each_task_leads_to_its_filtered_place(owner: Account) -> None:
    event = upcoming(owner)
    make_attendee(event, "Ann", "Public")
    asked = make_attendee(event, "Ben", "Private")
    make_mail(event, asked, created_at=NOW - timedelta(days=2))
    assert tasks(owner, event) == [
        ("Advice: 1 person has not heard from you yet. Send them their link", "/people/links"),
        (
            "Advice: 1 person has not said yet that they are coming. See who",
            "/people?state=unconfirmed",
        ),
        ("Advice: The rounds are not assigned yet. Go to the rounds", "/rounds"),
    ]


def test_the_next_step_is_not_said_again_by_the_checklist(owner: Account) -> None:
    event = upcoming(owner)
    event.capacity = 2
    make_attendee(event, "Ann", "Public")
    make_attendee(event, "Ben", "Private")
    page = page_of(owner.client.get(f"/organise/events/{event.id}/"))
    assert texts(page, "#next") == ["Assign the rounds"]
    assert "/rounds" not in [address for _point, address in tasks(owner, event)]


def test_what_the_server_lacks_stands_apart_in_plain_words(owner: Account) -> None:
    event = upcoming(owner)
    page = page_of(owner.client.get(f"/organise/events/{event.id}/"))
    [line] = page.select(".look-at")
    assert said(line) == (
        "Emails are not being sent yet. Ask whoever set up Crosstalk to connect an email account. "
        "See what is written"
    )
    assert texts(page, ".points li") == [
        "Advice: Links in emails and QR codes may not work for others: they lead to the address "
        "you are reading this under. Ask whoever set up Crosstalk to set its public address."
    ]
    assert "Emails are not being sent" not in " ".join(task for task, _ in tasks(owner, event))


def test_the_home_of_an_event_leads_to_its_series(owner: Account) -> None:
    event = upcoming(owner)
    series = make_series(event, name="Quarterly breakfasts")
    page = page_of(owner.client.get(f"/organise/events/{event.id}/"))
    [link] = page.select(f'a[href="/organise/series/{series.id}/"]')
    assert said(link) == "Quarterly breakfasts"


def test_after_the_event_nothing_is_said_of_signing_up(owner: Account) -> None:
    event = upcoming(owner)
    make_attendee(event, "Ann", "Public")
    ends_at = event.ends_at
    with time_machine.travel(ends_at, tick=False):
        page = page_of(owner.client.get(f"/organise/events/{event.id}/"))
    assert texts(page, ".hero-count > *") == [
        "1 person had a place",
        "Who came is not noted. Say who came",
    ]
    assert page.select("#share, .points") == []
    assert texts(page, ".next-word, #next") == ["Next", "Afterwards"]
