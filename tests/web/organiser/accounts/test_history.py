"""The page of who did what."""

from scheduler.models import Event
from tests.builders import Account, make_attendee
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
