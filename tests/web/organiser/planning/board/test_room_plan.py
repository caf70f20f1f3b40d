"""The room plan by its form: where tables stand, and what is to be known of it."""

from bs4 import Tag

from scheduler.models import Event
from tests.builders import Account, make_people
from tests.builders.pages import after, ask, notices, page_of, places


def there(event: Event, rest: str = "") -> str:
    return f"/organise/events/{event.id}/rounds/room{rest}"


def form_of(owner: Account, event: Event, table: int) -> dict[str, str]:
    page = page_of(ask(owner.client, "GET", there(event, f"?table={table}")))
    fields = page.select("#place input[name]")
    return {
        str(field["name"]): str(field.get("value", ""))
        for field in fields
        if isinstance(field, Tag)
    }


def test_a_table_stands_where_it_was_put_with_its_note(owner: Account, event: Event) -> None:
    make_people(event, 15)
    moved = form_of(owner, event, 2) | {"x": "400", "y": "5", "note": " by the door, step-free "}
    ask(owner.client, "POST", there(event, "/place"), data=moved)
    now = form_of(owner, event, 2)
    # As near to the wall as a whole table can stand.
    assert (now["x"], now["y"], now["note"]) == ("400", "74", "by the door, step-free")
    assert form_of(owner, event, 1)["note"] == ""


def test_a_table_that_somebody_else_moved_stays(owner: Account, event: Event) -> None:
    make_people(event, 15)
    seen = form_of(owner, event, 1)
    ask(owner.client, "POST", there(event, "/place"), data=seen | {"x": "300"})
    late = ask(owner.client, "POST", there(event, "/place"), data=seen | {"x": "500"})
    assert notices(after(owner.client, late)) == [
        "Somebody has moved table 1 since, so it stays where they put it.",
    ]
    assert form_of(owner, event, 1)["x"] == "300"


def test_a_room_without_tables_says_what_to_do(owner: Account, event: Event) -> None:
    answer = ask(owner.client, "GET", there(event))
    assert answer.status_code == 200
    assert page_of(answer).select("#place") == []
    assert len(places(answer, "No tables yet")) == 1
