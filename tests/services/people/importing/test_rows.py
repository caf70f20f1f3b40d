"""Rows that a program sends."""

from typing import Any

from scheduler.models import Event
from scheduler.services.people.importing.rows import import_rows
from tests.builders import NOW, make_attendee
from tests.builders.accounts import ORGANISER


def _import(event: Event, rows: list[dict[str, str | None]], *, update: bool = True) -> Any:
    return import_rows(
        event, rows, "Website", ORGANISER, NOW, update_existing=update, raise_capacity=False
    )


def test_rows_are_numbered_as_they_were_sent_whatever_their_lines(event: Event) -> None:
    rows: list[dict[str, str | None]] = [
        {"name": "Ann\nLee", "Sector": "Nowhere"},
        {"name": "Bob\r\nRay"},
        {"organisation": "Nobody's"},
        {"name": "Cat", "sector": None},
    ]
    done = _import(event, rows)
    assert done["added"] == 2
    assert [one["row"] for one in done["left_out"]] == [1, 3]
    assert done["left_out"][0]["why"] == (
        "Sector: “Nowhere” is none of Voluntary, Public and Private."
    )


def test_without_update_whoever_is_there_is_left_out(event: Event) -> None:
    make_attendee(event, "Ann Lee", email="ann@x.org", email_key="ann@x.org")
    done = _import(event, [{"name": "Ann Lee", "email": "ann@x.org"}], update=False)
    assert (done["added"], done["updated"], len(done["left_out"])) == (0, 0, 1)
