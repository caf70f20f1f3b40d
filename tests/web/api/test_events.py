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
    shown = ("id", "title", "places_taken", "on_waiting_list", "rounds")
    assert [told[name] for name in shown] == [event.id, event.title, 1, 0, event.rounds]
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
    assert set(described["components"]["schemas"]["Error"]["properties"]) == {"error", "fields"}
