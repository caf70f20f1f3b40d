"""What somebody says they will do, on their own page after the event."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select

from scheduler.models import Attendee, Commitment, Event, db
from tests.builders import NOW, make_attendee
from tests.builders.forms import values_of_form
from tests.builders.pages import ask, notices, page_of, said, texts, title


@pytest.fixture
def ann(event: Event) -> Iterator[Attendee]:
    """Ann, the day after the event, who has promised something there."""
    found = make_attendee(event, "Ann Lee")
    db.session.add(
        Commitment(
            event_id=event.id, who_id=found.id, what="Call", noted_by_id=found.id, noted_at=NOW
        )
    )
    db.session.commit()
    with time_machine.travel(event.ends_at + timedelta(days=1), tick=False):
        yield found


def held() -> int:
    return db.session.scalar(select(func.count(Commitment.id))) or 0


def test_what_is_added_is_said_to_be_noted(client: FlaskClient, ann: Attendee) -> None:
    page = f"/me/{ann.token}/"
    answer = ask(client, "POST", page + "promises/add", data={"words": "Send the flyer"})
    there = answer.headers["Location"]
    assert there.endswith("#promised-title")
    assert notices(ask(client, "GET", there)) == [
        "Noted. The organisers see it, and it comes back next time."
    ]


@pytest.mark.parametrize(
    ("due", "sentence"),
    [
        ("2027-02-30", "Choose a day, or leave it empty."),
        ("2926-12-04", "Check the year: choose a day from 2000 on, at the latest"),
    ],
)
def test_what_cannot_be_read_stays_in_the_form(
    client: FlaskClient, ann: Attendee, due: str, sentence: str
) -> None:
    typed = {"words": "Send the flyer", "due": due}
    answer = ask(client, "POST", f"/me/{ann.token}/promises/add", data=typed)
    form = page_of(answer).select_one("form[action$='/promises/add']")
    assert form is not None
    assert (answer.status_code, held()) == (400, 1)
    assert said(form).startswith(sentence)
    assert {name: values_of_form(form)[name] for name in typed} == {
        name: [value] for name, value in typed.items()
    }


def test_who_is_cancelled_meanwhile_still_sees_what_they_typed(
    client: FlaskClient, ann: Attendee
) -> None:
    ann.state, ann.cancelled_at = "cancelled", NOW
    db.session.commit()
    typed = {"words": "Send the flyer"}
    answer = ask(client, "POST", f"/me/{ann.token}/promises/add", data=typed)
    assert (title(answer), held()) == ("That is not possible now", 1)
    why = "You are not signed up for this event any more."
    assert texts(answer, "main > h1 + p") == [why]
    assert texts(answer, "dl.typed dd") == ["Send the flyer"]
