"""The page of who did what."""

from scheduler.domain.accounts.audit import LogEntry
from scheduler.domain.accounts.audit import lines as lines_of
from scheduler.models import Event, db
from tests.builders import NOW, Account, make_attendee
from tests.builders.pages import ask, page_of, said


def lines(owner: Account, query: str = "") -> list[str]:
    page = page_of(ask(owner.client, "GET", f"/organise/history{query}"))
    return [said(item) for item in page.select("ul.effects bdi")]


def test_what_an_organiser_presses_stands_there(
    owner: Account, stranger: Account, event: Event
) -> None:
    ann = make_attendee(event, "Ann Lee")
    here = f"/organise/events/{event.id}"
    assert lines(owner) == []
    ask(owner.client, "POST", f"{here}/people/{ann.id}/cancel", data={"sure": "yes"})
    ask(owner.client, "POST", f"{here}/archive")
    assert lines(owner) == ["Olwen Rees archived the event", "Olwen Rees cancelled Ann Lee"]
    assert lines(owner, "?topic=people") == ["Olwen Rees cancelled Ann Lee"]
    assert lines(owner, f"?person={ann.id}") == ["Olwen Rees cancelled Ann Lee"]
    assert lines(owner, f"?who={stranger.user.id}") == []
    assert lines(owner, "?topic=nonsense&who=x&event=1e9") != []
    assert lines(stranger) == []


def test_what_concerns_no_event_has_its_time_in_the_zone_of_the_team(
    owner: Account, event: Event
) -> None:
    event.timezone = "Europe/Warsaw"
    db.session.commit()
    ask(owner.client, "POST", "/organise/body", data={"name": "Kelder", "contact_email": "a@b.org"})
    page = page_of(ask(owner.client, "GET", "/organise/history"))
    assert [said(when) for when in page.select("ul.effects li > .quiet")] == [
        "Fri 20 Nov 2026, 10:00"
    ]


def test_a_press_that_begins_two_jobs_is_one_line_about_nobody() -> None:
    once = LogEntry(NOW, "Olwen Rees", "asked for new tables", None, "", 1, None)
    assert [line.sentence for line in lines_of([once, once])] == ["Olwen Rees asked for new tables"]
