"""The room plan by its form: where tables stand, and what is to be known of it."""

from bs4 import Tag
from werkzeug.test import TestResponse

from scheduler.models import Event
from tests.builders import Account, make_people
from tests.builders.pages import ask, notices, page_of, places


def there(event: Event, rest: str = "") -> str:
    return f"/organise/events/{event.id}/rounds/room{rest}"


def form_of(owner: Account, event: Event, table: int) -> dict[str, str]:
    return fields_of(ask(owner.client, "GET", there(event, f"?table={table}")))


def fields_of(answer: TestResponse) -> dict[str, str]:
    fields = page_of(answer).select("#place input[name]")
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


def test_a_quiet_table_is_marked_inside_its_ring_and_by_name(owner: Account, event: Event) -> None:
    make_people(event, 15)
    ask(owner.client, "POST", there(event, "/quiet"), data={"table": "2", "quiet": "1"})
    page = page_of(ask(owner.client, "GET", there(event)))
    marked = [str(text.parent["data-table"]) for text in page.select(".table-quiet") if text.parent]
    assert marked == ["2"]
    assert [str(a["aria-label"]) for a in page.select(".quiet-table")] == ["2, quiet table"]
    assert page.select(".table-note") == []


def test_where_both_moved_a_table_what_was_typed_stays_in_the_form(
    owner: Account, event: Event
) -> None:
    make_people(event, 15)
    seen = form_of(owner, event, 1)
    ask(owner.client, "POST", there(event, "/place"), data=seen | {"x": "300"})
    mine = seen | {"x": "500", "note": "by the door"}
    late = ask(owner.client, "POST", there(event, "/place"), data=mine)
    assert notices(late) == [
        f"Somebody has moved table 1 since: it is 300 from the left and {seen['y']} from the top "
        "now. Nothing of yours is saved yet; save again to have it your way.",
    ]
    shown = fields_of(late)
    assert (shown["seen_x"], shown["x"], shown["note"]) == ("300", "500", "by the door")
    ask(owner.client, "POST", there(event, "/place"), data=shown)
    now = form_of(owner, event, 1)
    assert (now["x"], now["note"]) == ("500", "by the door")


def test_a_note_that_is_too_long_is_not_lost(owner: Account, event: Event) -> None:
    make_people(event, 15)
    long = "x" * 61
    form = form_of(owner, event, 1) | {"note": long}
    assert fields_of(ask(owner.client, "POST", there(event, "/place"), data=form))["note"] == long


def test_a_room_without_tables_says_what_to_do(owner: Account, event: Event) -> None:
    answer = ask(owner.client, "GET", there(event))
    assert answer.status_code == 200
    assert page_of(answer).select("#place") == []
    assert len(places(answer, "No tables yet")) == 1
