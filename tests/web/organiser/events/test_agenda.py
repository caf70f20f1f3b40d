"""The agenda and the sectors: lists edited as a whole."""

import re

import pytest

from scheduler.models import AgendaItem, Event, Sector, db
from tests.builders import Account, make_attendee
from tests.builders.pages import after, notices, page_of, places, texts


def agenda_data(event: Event, **changes: str) -> dict[str, str]:
    """What the page's form sends, blank row included."""
    data: dict[str, str] = {}
    for n, item in enumerate(event.agenda):
        data |= {f"items-{n}-id": str(item.id), f"items-{n}-title": item.title,
                 f"items-{n}-speaker": item.speaker, f"items-{n}-kind": item.kind,
                 f"items-{n}-minutes": str(item.minutes)}  # fmt: skip
    n = len(event.agenda)
    data |= {f"items-{n}-title": "", f"items-{n}-kind": "talk", f"items-{n}-minutes": "10"}
    return data | {"action": "save"} | changes


def save(owner: Account, event: Event, **changes: str):  # type: ignore[no-untyped-def]
    url = f"/organise/events/{event.id}/agenda"
    return owner.client.post(url, data=agenda_data(event, **changes))


def titles(event: Event) -> list[str]:
    rows = db.session.query(AgendaItem).filter_by(event_id=event.id)
    return [item.title for item in rows.order_by(AgendaItem.position)]


def test_the_page_shows_running_times_and_the_budget(owner: Account, event: Event) -> None:
    page = owner.client.get(f"/organise/events/{event.id}/agenda")
    assert re.findall(r"<time data-time>(.*?)</time>", page.text) == [
        "08:30",
        "08:45",
        "09:30",
        "+",
    ]
    assert texts(page, "section.budget p") == [
        "The rounds take 40 minutes of the 45 minutes for networking: 5 minutes to spare ."
    ]
    assert texts(page, "strong.verdict") == ["5 minutes to spare"]


def test_the_blank_row_adds_an_item(owner: Account, event: Event) -> None:
    changes = {"items-3-title": " Late talk ", "items-3-speaker": "Dr Żak", "items-3-minutes": "5"}
    page = after(owner.client, save(owner, event, **changes))
    assert notices(page) == ["The agenda is saved."]
    assert titles(event) == ["Welcome", "Networking", "Coffee", "Late talk"]


def test_items_move_and_typed_changes_are_kept(owner: Account, event: Event) -> None:
    save(owner, event, **{"items-2-minutes": "50", "action": "up:2"})
    assert titles(event) == ["Welcome", "Coffee", "Networking"]
    db.session.expire_all()
    assert event.agenda[1].minutes == 50
    save(owner, event, action="down:0")
    assert titles(event) == ["Coffee", "Welcome", "Networking"]
    for nonsense in ("up:0", "down:2", "up:9", "sideways:1", ""):
        save(owner, event, action=nonsense)
    assert titles(event) == ["Coffee", "Welcome", "Networking"]


def test_a_removed_item_can_be_brought_back_once(owner: Account, event: Event) -> None:
    page = after(owner.client, save(owner, event, action="remove:1"))
    assert texts(page, "div.undo span") == ["“Networking” is removed."]
    assert texts(page, "p.budget-warning") == [
        "The agenda has no networking slot for the rounds: add one."
    ]
    undo = f"/organise/events/{event.id}/agenda/undo"
    for _ in range(2):
        assert "is removed" not in after(owner.client, owner.client.post(undo))
    assert titles(event) == ["Welcome", "Networking", "Coffee"]


def test_a_button_pressed_twice_adds_one_item(owner: Account, event: Event) -> None:
    data = agenda_data(event, **{"items-3-title": "Late talk"})
    url = f"/organise/events/{event.id}/agenda"
    owner.client.post(url, data=data)
    page = after(owner.client, owner.client.post(url, data=data))
    assert places(page, "The agenda is saved.") == ["div.notice.good", "div.notice.good"]
    assert titles(event) == ["Welcome", "Networking", "Coffee", "Late talk"]


def test_faulty_rows_are_refused_and_nothing_is_saved(owner: Account, event: Event) -> None:
    changes = {"items-0-title": "", "items-1-minutes": "0", "items-2-minutes": "soon",
               "items-3-speaker": "Nobody", "items-3-minutes": ""}  # fmt: skip
    response = save(owner, event, **changes)
    assert response.status_code == 400
    errors = re.findall(r'<p class="error"[^>]*>(.*?)</p>', response.text)
    assert errors == [
        "Enter what happens.",
        "Enter the minutes, from 1 to 600.",
        "Enter a whole number.",
        "Enter what happens.",
        "Enter the minutes, from 1 to 600.",
    ]
    assert titles(event) == ["Welcome", "Networking", "Coffee"]


def sector_data(event: Event, **changes: str) -> dict[str, str]:
    data: dict[str, str] = {}
    for n, sector in enumerate(event.sectors):
        data |= {f"items-{n}-id": str(sector.id), f"items-{n}-name": sector.name,
                 f"items-{n}-examples": sector.examples,
                 f"items-{n}-style": str(sector.style)}  # fmt: skip
    return data | {"action": "save"} | changes


def save_sectors(owner: Account, event: Event, **changes: str):  # type: ignore[no-untyped-def]
    url = f"/organise/events/{event.id}/sectors"
    return owner.client.post(url, data=sector_data(event, **changes))


def names(event: Event) -> list[tuple[str, int]]:
    rows = db.session.query(Sector).filter_by(event_id=event.id).order_by(Sector.position)
    return [(sector.name, sector.style) for sector in rows]


def test_a_sector_is_added_renamed_and_moved(owner: Account, event: Event) -> None:
    changes = {"items-0-name": "Third sector", "items-3-name": "Academia", "items-3-style": "4"}
    assert notices(after(owner.client, save_sectors(owner, event, **changes))) == [
        "The sectors are saved."
    ]
    assert names(event) == [("Third sector", 1), ("Public", 2), ("Private", 3), ("Academia", 4)]
    db.session.expire_all()
    save_sectors(owner, event, action="up:3")
    assert [name for name, _ in names(event)] == ["Third sector", "Public", "Academia", "Private"]


def test_a_removed_sector_can_be_brought_back(owner: Account, event: Event) -> None:
    page = after(owner.client, save_sectors(owner, event, action="remove:1"))
    assert texts(page, "div.undo span") == ["“Public” is removed."]
    after(owner.client, owner.client.post(f"/organise/events/{event.id}/sectors/undo"))
    assert names(event) == [("Voluntary", 1), ("Public", 2), ("Private", 3)]


def test_a_sector_in_use_cannot_be_removed(owner: Account, event: Event) -> None:
    make_attendee(event, "Ann", "Public")
    response = save_sectors(owner, event, action="remove:1")
    assert response.status_code == 400
    assert texts(response, "div.error-summary p") == [
        "1 person has the sector Public: choose another for them before removing it."
    ]
    assert len(names(event)) == 3


def test_two_sectors_cannot_look_alike(owner: Account, event: Event) -> None:
    response = save_sectors(owner, event, **{"items-0-style": "2"})
    assert response.status_code == 400
    assert texts(response, "div.error-summary p") == [
        "Two sectors have the same colour and shape: give each its own."
    ]


@pytest.mark.parametrize(
    ("action", "button"),
    [("up:2", "up-1"), ("up:1", "down-0"), ("down:0", "down-1"), ("down:1", "up-2")],
)
def test_the_button_of_a_moved_row_keeps_the_focus(
    owner: Account, event: Event, action: str, button: str
) -> None:
    answer = save(owner, event, action=action)
    assert answer.location.partition("#")[2] == button
    page = page_of(owner.client.get(answer.location))
    [found] = page.select(f"button#{button}")
    assert not found.has_attr("disabled")
