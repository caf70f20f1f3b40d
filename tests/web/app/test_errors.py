"""Error pages: no dead ends."""

import re

import pytest
from flask.testing import FlaskClient

from scheduler.models import Event
from tests.builders import Account
from tests.builders.pages import texts, title


def ways_out(page: str) -> list[str]:
    main = page.split("<main", 1)[1]
    return re.findall(r'<a class="button" href="([^"]*)"', main)


def refused(client: FlaskClient, event: Event, referrer: str | None) -> list[str]:
    headers = {"Referer": referrer} if referrer else {}
    url = f"/organise/events/{event.id}/people/import"
    answer = client.post(url, data={"file": b"x" * (8 * 1024 * 1024 + 1)}, headers=headers)
    assert (answer.status_code, title(answer)) == (413, "That is too much at once")
    return ways_out(answer.text)


def test_who_pressed_a_button_is_led_back_to_its_page(owner: Account, event: Event) -> None:
    page = f"/organise/events/{event.id}/people/import"
    assert refused(owner.client, event, f"http://localhost{page}?a=b") == [f"{page}?a=b"]


@pytest.mark.parametrize(
    "referrer", [None, "http://evil.example/x", "nonsense", "http://localhost.evil.example/"]
)
def test_nobody_is_led_to_another_site(owner: Account, event: Event, referrer: str | None) -> None:
    assert refused(owner.client, event, referrer) == ["/organise/"]


def test_two_slashes_name_no_other_host(owner: Account, event: Event) -> None:
    assert refused(owner.client, event, "http://localhost//evil.example/x") == ["/evil.example/x"]


def test_a_page_that_is_not_there_leads_to_the_start(client: FlaskClient) -> None:
    answer = client.get("/nope", headers={"Referer": "http://localhost/somewhere"})
    assert ways_out(answer.text) == ["/"]


def test_a_button_pressed_for_what_is_gone_was_not_typed(owner: Account, event: Event) -> None:
    answer = owner.client.post(
        f"/organise/events/{event.id}/words/9/act", data={"act": "delete", "note": "My words"}
    )
    assert (answer.status_code, texts(answer, "dl.typed dt")) == (404, ["Note"])
