"""The big screen as its page says it, and the buttons of its clock."""

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler.models import Event, RoomClock, db
from tests.builders import Account
from tests.builders.pages import ask, page_of, said


def screen_of(event: Event, client: FlaskClient) -> TestResponse:
    token = db.session.get_one(RoomClock, event.id, populate_existing=True).screen_token
    db.session.commit()
    answer = ask(client, "GET", f"/screen/{token}/")
    assert answer.status_code == 200
    return answer


def seen(answer: TestResponse, selector: str) -> list[str]:
    return [said(found) for found in page_of(answer).select(selector)]


def names(answer: TestResponse) -> dict[str, str]:
    rows = page_of(answer).select(".names-page li")
    return {" ".join(b.text for b in row.select("bdi")): row.select("b")[-1].text for row in rows}


def press(owner: Account, event: Event, label: str, **typed: str) -> TestResponse:
    """Press a button of the clock on the Day page as a browser would."""
    day = owner.client.get(f"/organise/events/{event.id}/day")
    for form in BeautifulSoup(day.text, "html.parser").select("#clock form"):
        button = form.find("button")
        if button is not None and said(button) == label:
            sent = {str(f["name"]): str(f["value"]) for f in form.select("input")}
            assert set(typed) <= set(sent)
            to = str(form["action"])
            return owner.client.post(to, data=sent | typed, follow_redirects=True)
    raise AssertionError(f"no button {label}")
