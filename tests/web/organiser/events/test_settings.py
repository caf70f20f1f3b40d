"""Details, rounds and tables, sign-up: what can be changed, and who is told."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from scheduler.models import Event, db
from tests.builders import Account, mails, make_attendee, make_mail, posted
from tests.builders.forms import as_posted
from tests.builders.pages import after, errors_of, notices, number_of, page_of, places, texts, title
from tests.web.organiser.events.setting_pages import DETAILS, FORMAT, SIGNUP, save


def told(app: Flask, event: Event) -> None:
    """Ann has a place and has had a mail about it."""
    make_mail(event, make_attendee(event, "Ann"), created_at=datetime.now(UTC))


def test_the_page_shows_what_is_saved(owner: Account, ahead: Event) -> None:
    shown = as_posted(owner.client.get(f"/organise/events/{ahead.id}/details"))
    saved = {"place": "Town Hall, Paisley", "day": "2035-12-04", "starts": "08:30", "ends": "10:30"}
    assert {name: shown[name] for name in saved} == {n: [value] for n, value in saved.items()}


def test_details_are_saved(owner: Account, ahead: Event) -> None:
    page = after(owner.client, save(owner, ahead, "details", **DETAILS | {"title": "New"}))
    assert notices(page) == ["The details are saved."]
    db.session.refresh(ahead)
    assert (ahead.title, ahead.summary) == ("New", "Come and meet.")


def test_a_new_place_asks_before_it_tells(app: Flask, owner: Account, ahead: Event) -> None:
    told(app, ahead)
    moved = DETAILS | {"place": "Library"}
    asked = save(owner, ahead, "details", **moved)
    assert asked.status_code == 200
    assert title(asked) == "Tell 1 person about this change?"
    assert places(asked, "New place: Library.") == ["li"]
    db.session.refresh(ahead)
    assert ahead.place == "Town Hall, Paisley"
    page = after(owner.client, save(owner, ahead, "details", **moved, tell="yes"))
    assert notices(page) == [
        "The details are saved. 1 email is written but not sent: no email account is connected."
    ]
    db.session.refresh(ahead)
    assert (ahead.place, ahead.calendar_sequence) == ("Library", 1)
    assert [kind for kind, _ in mails()] == ["signed_up", "event_changed"]


def test_a_time_of_sign_up_that_comes_too_late_now_is_said(owner: Account, ahead: Event) -> None:
    ahead.signup_closes_at = ahead.starts_at
    db.session.commit()
    sooner = DETAILS | {"day": "2035-12-01"}
    page = after(owner.client, save(owner, ahead, "details", **sooner))
    assert notices(page) == [
        "The details are saved. Sign-up closes when the event begins: the time you had set came "
        "later."
    ]
    there = f"/organise/events/{ahead.id}/sign-up"
    answer = owner.client.post(there, data=as_posted(owner.client.get(there)))
    assert answer.status_code == 303


def test_the_confirmation_carries_everything_that_was_typed(
    app: Flask, owner: Account, ahead: Event
) -> None:
    told(app, ahead)
    asked = save(owner, ahead, "details", **DETAILS | {"place": 'The "Hub"', "ends": "11:00"})
    typed = {"place": 'The "Hub"', "ends": "11:00", "day": "2035-12-04"}
    kept = {field["name"]: field["value"] for field in page_of(asked).select("main input[name]")}
    assert {name: kept[name] for name in typed} == typed


def test_a_change_may_be_kept_quiet(app: Flask, owner: Account, ahead: Event) -> None:
    told(app, ahead)
    save(owner, ahead, "details", **DETAILS | {"place": "Library"}, tell="no")
    db.session.refresh(ahead)
    assert ahead.place == "Library"
    assert len(posted()) == 1


def test_the_clock_change_is_refused_beside_the_time(owner: Account, ahead: Event) -> None:
    response = save(owner, ahead, "details", **DETAILS | {"day": "2026-10-25", "starts": "01:30"})
    assert errors_of(response) == [
        "01:30 comes twice on 25 October 2026 in Europe/London: the clocks go back that night. "
        "Choose a time before or after that hour."
    ]


def test_rounds_and_tables_are_saved_and_shown(owner: Account, ahead: Event) -> None:
    changed = FORMAT | {"format": "fixed", "table_count": "7", "rounds": "5",
                        "apart_organisations": "y"}  # fmt: skip
    page = after(owner.client, save(owner, ahead, "format", **changed))
    assert places(
        page, "The rounds take 50 minutes of the 45 minutes for networking: 5 minutes too long"
    ) == ["p"]
    db.session.refresh(ahead)
    assert (ahead.format, ahead.table_count, ahead.rounds) == ("tables", 7, 5)
    assert ahead.apart_organisations
    form = owner.client.get(f"/organise/events/{ahead.id}/format")
    assert [box["id"] for box in page_of(form).select("[name=format][checked]")] == ["format-3"]


def test_pairs_remember_what_an_odd_number_does(owner: Account, ahead: Event) -> None:
    save(owner, ahead, "format", **FORMAT | {"format": "pairs", "odd": "sit-out"})
    db.session.refresh(ahead)
    assert (ahead.format, ahead.table_size, ahead.odd) == ("pairs", 2, "sit-out")


ROOMS = {
    "pairs": {"format": "pairs", "table_size": 2, "table_count": None, "odd": "sit-out"},
    "trios": {"format": "trios", "table_size": 3, "table_count": None, "odd": "trio"},
    "tables": {"format": "tables", "table_size": 6, "table_count": None, "odd": "trio"},
    "fixed": {"format": "tables", "table_size": 8, "table_count": 7, "odd": "sit-out"},
}


def room_of(event: Event) -> dict[str, Any]:
    db.session.refresh(event)
    return {name: getattr(event, name) for name in ROOMS["pairs"]}


@pytest.mark.parametrize("chosen", ROOMS)
def test_rounds_and_tables_can_be_saved_untouched(
    owner: Account, ahead: Event, chosen: str
) -> None:
    for name, value in ROOMS[chosen].items():
        setattr(ahead, name, value)
    db.session.commit()
    address = f"/organise/events/{ahead.id}/format"
    response = owner.client.post(address, data=as_posted(owner.client.get(address)))
    assert response.status_code == 303, errors_of(response)
    assert room_of(ahead) == ROOMS[chosen]


@pytest.mark.parametrize("after_it", ROOMS)
@pytest.mark.parametrize("before", ROOMS)
def test_any_format_can_follow_any_other(
    owner: Account, ahead: Event, before: str, after_it: str
) -> None:
    for name, value in ROOMS[before].items():
        setattr(ahead, name, value)
    db.session.commit()
    address = f"/organise/events/{ahead.id}/format"
    wanted = ROOMS[after_it]
    sent = as_posted(owner.client.get(address)) | {"format": [after_it], "rounds": ["3"]}
    # The one number that the page shows for this format; the hidden ones stay as they stood.
    shown = {"tables": "table_size", "fixed": "table_count", "pairs": "odd"}.get(after_it)
    if shown:
        sent[shown] = [str(wanted[shown])]
    response = owner.client.post(address, data=sent)
    assert response.status_code == 303, errors_of(response)
    kept = {} if after_it == "pairs" else {"odd": ROOMS[before]["odd"]}
    if after_it == "fixed":
        is_sized = ROOMS[before]["format"] == "tables"
        kept["table_size"] = ROOMS[before]["table_size"] if is_sized else 5
    assert room_of(ahead) == wanted | kept
    assert ahead.rounds == 3


@pytest.mark.parametrize("typed", ["", "1", "99", "many", "-1"])
def test_what_the_format_does_not_use_is_not_checked(
    owner: Account, ahead: Event, typed: str
) -> None:
    hidden = {"table_size": typed, "table_count": typed}
    response = save(owner, ahead, "format", **FORMAT | {"format": "trios"} | hidden)
    assert response.status_code == 303, errors_of(response)


def test_a_new_event_of_pairs_is_made_from_what_the_page_posts(owner: Account) -> None:
    sent = as_posted(owner.client.get("/organise/events/new"))
    sent |= {name: [value] for name, value in DETAILS.items() if name != "summary"}
    sent |= {"format": ["pairs"], "table_size": ["2"]}
    response = owner.client.post("/organise/events/new", data=sent)
    assert response.status_code == 303, errors_of(response)


@pytest.mark.parametrize("page", ["details", "format", "sign-up", "agenda", "sectors"])
def test_every_settings_page_can_be_saved_untouched(
    owner: Account, ahead: Event, page: str
) -> None:
    address = f"/organise/events/{ahead.id}/{page}"
    before = {c.key: getattr(ahead, c.key) for c in Event.__table__.columns}
    response = owner.client.post(
        address,
        data=as_posted(owner.client.get(address)),
    )
    assert response.status_code == 303, errors_of(response)
    db.session.refresh(ahead)
    after_it = {c.key: getattr(ahead, c.key) for c in Event.__table__.columns}
    assert {k for k in before if before[k] != after_it[k]} <= {"updated_at", "version"}


def test_impossible_minutes_are_refused(owner: Account, ahead: Event) -> None:
    response = save(owner, ahead, "format", **FORMAT | {"talk_minutes": "0", "move_minutes": "-1"})
    assert errors_of(response) == [
        "Enter a whole number from 1 to 60.",
        "Enter a whole number from 0 to 15.",
    ]


def test_sign_up_settings_are_in_the_events_zone(owner: Account, ahead: Event) -> None:
    times = {"opens": "2035-06-01T09:00", "closes": "2035-11-30T17:00"}
    page = after(owner.client, save(owner, ahead, "sign-up", **SIGNUP | times))
    assert notices(page) == ["The sign-up settings are saved."]
    db.session.refresh(ahead)
    assert ahead.signup_opens_at == datetime(2035, 6, 1, 8, 0, tzinfo=UTC)
    assert ahead.signup_closes_at == datetime(2035, 11, 30, 17, 0, tzinfo=UTC)
    assert (ahead.priority_areas, ahead.prompts) == (["Carers", "Housing"], ["What?"])
    assert (
        number_of(
            owner.client.get(f"/organise/events/{ahead.id}/sign-up"), '[value="2035-06-01T09:00"]'
        )
        == 1
    )


def test_the_pages_stand_in_one_order_folded_or_not(owner: Account, event: Event) -> None:
    base = f"/organise/events/{event.id}"
    orders = []
    for there in ("details", "agenda", "emails"):
        page = page_of(owner.client.get(f"{base}/{there}"))
        folded = texts(page, ".setting-places details a")
        assert folded == texts(page, ".setting-places > div a")
        assert texts(page, ".setting-places summary") == [f"Settings: {there.capitalize()}"]
        orders.append(folded)
    assert orders[0] == orders[1] == orders[2]


def test_what_was_typed_is_discarded_by_the_page_itself(owner: Account, event: Event) -> None:
    for there in ("details", "format", "sign-up", "waiting-list", "agenda", "sectors"):
        page = page_of(owner.client.get(f"/organise/events/{event.id}/{there}"))
        assert texts(page, ".settle .discard") == ["Discard changes"]
        assert [link["href"] for link in page.select(".settle .discard")] == [
            f"/organise/events/{event.id}/{there}"
        ]
