"""Events read by a program, and the description of the API."""

from flask import Flask

from scheduler.models import Event
from tests.builders import make_attendee
from tests.web.api.conftest import Program


def test_an_event_is_told_with_its_numbers(reader: Program, event: Event) -> None:
    make_attendee(event, "Ann Lee")
    (listed,) = reader("GET", "/events").json or []
    told = reader("GET", f"/events/{event.id}").json or {}
    assert told == listed
    assert {name: told[name] for name in ("id", "title", "placed", "waiting", "rounds")} == {
        "id": event.id, "title": event.title, "placed": 1, "waiting": 0, "rounds": event.rounds,
    }  # fmt: skip
    assert told["starts_at"] == event.starts_at.isoformat()
    assert told["sign_up_page"].endswith(f"/e/{event.slug}")
    assert told["sectors"] == [sector.name for sector in event.sectors]


def test_every_address_is_described(app: Flask) -> None:
    described = app.test_client().get("/api/openapi.json").json or {}
    paths = {
        (path.replace("{", "<").replace("}", ">"), method.upper())
        for path, methods in described["paths"].items()
        for method in methods
        if method in ("get", "post")
    }
    routes = {
        (rule.rule.replace("int:", ""), method)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1")
        for method in (rule.methods or set()) & {"GET", "POST"}
    }
    assert paths == routes
    assert described["security"] == [{"key": []}]
