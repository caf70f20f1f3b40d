"""What the page of a new event knows of the formats."""

import json

from scheduler.models import Event
from tests.builders import Account, make_people
from tests.builders.pages import page_of, part_of


def test_the_page_of_a_new_event_knows_the_usual_rounds_of_each_format(owner: Account) -> None:
    form = part_of(owner.client.get("/organise/events/new")).select_one("form[data-defaults]")
    assert form is not None
    usual = json.loads(str(form["data-defaults"]))
    assert usual == {"pairs": 6, "trios": 5, "tables": 4, "fixed": 4}


def test_the_number_stands_under_its_choice_and_the_room_is_drawn(
    owner: Account, event: Event
) -> None:
    make_people(event, 8, ("Voluntary", "Public"))
    page = page_of(owner.client.get(f"/organise/events/{event.id}/format"))
    under = page.select("#format .choice + .format-number input")
    assert [str(field["name"]) for field in under] == ["table_size", "table_count"]
    [room] = page.select(".room-so-far [role=img]")
    assert (room["aria-label"], len(room.select("svg"))) == ("2 tables for 8 people", 2)
