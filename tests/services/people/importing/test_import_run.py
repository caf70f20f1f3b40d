"""Importing what an office really sends."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta

import pytest

from scheduler.domain.people.import_actions import ImportChoices
from scheduler.domain.people.questions.description import Value
from scheduler.errors import InvalidInput
from scheduler.exports.lists.attendees_csv import attendees_csv, attendees_xlsx
from scheduler.models import Attendee, Event, db
from scheduler.services.morning.attendance import check_in, mark_absent
from scheduler.services.people.importing import import_preview as people_import
from scheduler.services.people.importing import staging
from scheduler.services.people.importing.import_run import left_out_csv, run_import
from scheduler.services.people.listing import all_people, export_rows
from scheduler.services.people.turnout import PRESENCE_HEADINGS, turnout_of
from tests.builders import NOW, ORGANISER, Account, make_attendee, make_event, posted
from tests.builders.lists import everybody, stage


def test_one_bad_row_never_loses_the_others(event: Event) -> None:
    result = run_import(event, stage(event), ORGANISER, NOW, raise_capacity=False)
    assert everybody(event) == [
        ("Zoë Ní Bhriain", "Hub", "Public", "placed"),
        ("Bo Ek", "Pantry", None, "placed"),
        ("Di Fox", "=HYPERLINK(1)", "Private", "placed"),
        ("Ed Gow", 'The "Wee" Hub; Paisley', None, "placed"),
    ]
    assert event.places_taken == 4
    assert asdict(result) == {
        "added": 4, "updated": 0, "unchanged": 0, "skipped": 2, "faults": 2, "waiting": 0,
        "left_out": (
            {"line": 5, "who": "Ann Lee",
             "why": "Email: “not-an-address” is not an email address."},
            {"line": 7, "who": "cy@example.org", "why": "Name: The name is empty."},
            {"line": 9, "who": "Zoë Ní Bhriain",
             "why": "The same address is on line 4, which is used."},
            {"line": 11, "who": "Total so far: 5", "why": "This looks like a total, not a person."},
        ),
    }  # fmt: skip
    assert posted() == []


def test_the_rows_left_out_can_be_downloaded(event: Event) -> None:
    result = run_import(event, stage(event), ORGANISER, NOW, raise_capacity=False)
    lines = left_out_csv(result.left_out).decode("utf-8-sig").splitlines()
    assert lines[0] == "line,who,why"
    assert lines[2] == "7,cy@example.org,Name: The name is empty."


def test_a_button_pressed_twice_imports_once(event: Event) -> None:
    staged = stage(event)
    first = run_import(event, staged, ORGANISER, NOW, raise_capacity=False)
    assert run_import(event, staged, ORGANISER, NOW, raise_capacity=False) == first
    assert len(everybody(event)) == 4
    assert staged.content == b""


def test_the_organisers_answers_are_used(event: Event) -> None:
    staged = stage(event)
    staging.choose(
        staged,
        {"name": 0, "email": 1, "sector": 3},
        ImportChoices(keep_last=True),
        {"Academia": "Public"},
    )
    run_import(event, staged, ORGANISER, NOW, raise_capacity=False)
    assert everybody(event) == [
        ("Bo Ek", "", None, "placed"),
        ("Di Fox", "", "Private", "placed"),
        ("Zoë Ní Bhriain", "", "Public", "placed"),
        ("Ed Gow", "", "Public", "placed"),
    ]


def test_people_signed_up_already_are_updated_with_what_the_list_says(event: Event) -> None:
    bo = make_attendee(event, "Bo Ek", "Public", email="bo@example.org", email_key="bo@example.org",
                       organisation="Old", role="Cook")  # fmt: skip
    run_import(event, stage(event), ORGANISER, NOW, raise_capacity=False)
    db.session.expire_all()
    assert (bo.organisation, bo.dietary, bo.role) == ("Pantry", "vegan", "Cook")
    assert bo.sector is not None
    assert bo.sector.name == "Public"
    assert event.places_taken == 4


def test_people_signed_up_already_may_be_left_alone(event: Event) -> None:
    make_attendee(event, "Bo Ek", email="bo@example.org", email_key="bo@example.org",
                  organisation="Old")  # fmt: skip
    staged = stage(event)
    mapping = people_import.preview_import(event, staged).columns.mapping
    staging.choose(staged, mapping, ImportChoices(update_existing=False), {})
    result = run_import(event, staged, ORGANISER, NOW, raise_capacity=False)
    assert (result.added, result.updated, result.skipped) == (3, 0, 3)
    assert everybody(event)[0][:2] == ("Bo Ek", "Old")


def test_importing_the_same_list_again_adds_nobody(event: Event) -> None:
    run_import(event, stage(event), ORGANISER, NOW, raise_capacity=False)
    before = everybody(event)
    result = run_import(event, stage(event), ORGANISER, NOW + timedelta(1), raise_capacity=False)
    assert (result.added, result.updated, result.unchanged) == (0, 0, 4)
    assert everybody(event) == before
    assert {person.updated_at for person in db.session.query(Attendee)} == {NOW}


@pytest.mark.parametrize("write", [attendees_csv, attendees_xlsx])
def test_importing_the_export_changes_nobody(
    event: Event, write: Callable[[list[dict[str, Value]]], bytes]
) -> None:
    make_attendee(event, "=Ann", "Public", organisation="+Hub", priorities=["Carers"],
                  offers=["a room, free"], asks=["help"], about="We, \"here\".", host_table=2,
                  stays=True, arrives_round=2, leaves_after_round=3,
                  access="ramp\ndoor")  # fmt: skip
    make_attendee(event, "Bo", email=None, email_key=None, state="waiting")
    exported = write(export_rows(all_people(event)))
    result = run_import(
        event, stage(event, exported), ORGANISER, NOW + timedelta(1), raise_capacity=False
    )
    assert (result.added, result.updated, result.unchanged) == (0, 0, 2)


@pytest.mark.parametrize("write", [attendees_csv, attendees_xlsx])
def test_importing_the_export_of_the_morning_changes_nobody(
    event: Event, write: Callable[..., bytes]
) -> None:
    ann, bo, _cy = (make_attendee(event, name) for name in ("Ann", "Bo", "Cy"))
    check_in(event, ann.id, "=Jean", NOW)
    mark_absent(event, bo.id, "", NOW)
    for over in (False, True):
        exported = write(
            export_rows(all_people(event), turnout_of(event, over=over)), PRESENCE_HEADINGS
        )
        staged = stage(event, exported)
        found = people_import.preview_import(event, staged)
        assert found.of_the_morning == ("came", "came_at", "let_in_by")
        assert found.notices == ()
        result = run_import(event, staged, ORGANISER, NOW + timedelta(1), raise_capacity=False)
        assert (result.added, result.updated, result.unchanged) == (0, 0, 3)
        assert [turnout_of(event, over=over)[one.id].words for one in (ann, bo)] == [
            "came at 09:00, by =Jean" if over else "here since 09:00, by =Jean",
            "did not come" if over else "does not come",
        ]


def test_colleagues_who_share_a_mailbox_are_both_imported(event: Event) -> None:
    content = b"name,email\nAnn,office@example.org\nBo,office@example.org\n"
    for _ in range(2):
        staged = stage(event, content)
        choices = ImportChoices(shared_addresses=True)
        staging.choose(staged, {"name": 0, "email": 1}, choices, {})
        run_import(event, staged, ORGANISER, NOW, raise_capacity=False)
    rows = db.session.query(Attendee).order_by(Attendee.id)
    assert [(p.name, p.email, p.email_key) for p in rows] == [
        ("Ann", "office@example.org", "office@example.org"),
        ("Bo", "office@example.org", "office@example.org"),
    ]


def test_a_name_that_an_earlier_row_gave_up_is_free_for_a_later_one(event: Event) -> None:
    bo = make_attendee(event, "Bo", email="office@example.org", email_key="office@example.org")
    rows = b"name,email\nAnn,office@example.org\n"
    run_import(event, stage(event, rows), ORGANISER, NOW, raise_capacity=False)
    assert bo.name == "Ann"
    staged = stage(event, b"name,email\nBo,office@example.org\n")
    choices = ImportChoices(shared_addresses=True)
    staging.choose(staged, {"name": 0, "email": 1}, choices, {})
    run_import(event, staged, ORGANISER, NOW, raise_capacity=False)
    rows_now = db.session.query(Attendee).order_by(Attendee.id)
    assert [(p.name, p.name_key) for p in rows_now] == [("Ann", "ann"), ("Bo", "bo")]


@pytest.mark.parametrize(("grow", "states", "capacity"), [
    (False, ["placed", "placed", "waiting", "waiting"], 2),
    (True, ["placed", "placed", "placed", "placed"], 4),
])  # fmt: skip
def test_beyond_the_capacity_people_wait_or_the_event_grows(
    owner: Account, grow: bool, states: list[str], capacity: int
) -> None:
    event = make_event(owner.body_id, capacity=2)
    staged = stage(event)
    assert people_import.preview_import(event, staged).beyond == 2
    result = run_import(event, staged, ORGANISER, NOW, raise_capacity=grow)
    assert [row[3] for row in everybody(event)] == states
    assert (result.waiting, event.capacity) == (states.count("waiting"), capacity)


def test_nobody_to_import_changes_nothing(event: Event) -> None:
    staged = stage(event, b"name,email\n,a@example.org\n")
    with pytest.raises(InvalidInput, match="There is nobody to import"):
        run_import(event, staged, ORGANISER, NOW, raise_capacity=False)
    db.session.refresh(staged)
    assert staged.used_at is None


def test_no_event_grows_beyond_what_its_forms_allow(
    owner: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event(owner.body_id, capacity=2)
    for module in ("import_run", "import_preview"):
        monkeypatch.setattr(f"scheduler.services.people.importing.{module}.MOST_PLACES", 3)
    staged = stage(event)
    assert people_import.preview_import(event, staged).grows_to(event.capacity) == 3
    result = run_import(event, staged, ORGANISER, NOW, raise_capacity=True)
    assert (result.waiting, event.capacity) == (1, 3)
