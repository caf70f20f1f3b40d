"""A number that no row can have is not found, on every route, and spoils no form."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from scheduler.web.shared.numbers import RowNumber
from tests.builders import Account
from tests.builders.populated import populate

LARGE = ["9" * 23, str(2**63), str(2**31), "9" * 5000, "٤" * 5]
HUGE = LARGE[0]


def with_a_number(app: Flask) -> list[tuple[Rule, str]]:
    """Every route with a whole number in its address, once for each of its numbers."""
    return [
        (rule, name)
        for rule in app.url_map.iter_rules()
        for name, converter in rule._converters.items()
        if isinstance(converter, RowNumber)
    ]


def test_every_whole_number_of_an_address_has_the_limit(app: Flask) -> None:
    assert app.url_map.converters["int"] is RowNumber
    assert len(with_a_number(app)) > 40


@pytest.mark.parametrize("large", LARGE, ids=["23 digits", "2**63", "2**31", "5,000", "Arabic"])
def test_no_route_knows_a_number_that_is_too_large(app: Flask, owner: Account, large: str) -> None:
    found = {name: _one(value) for name, value in populate(owner.body_id).arguments.items()}
    wrong = {}
    for rule, name in with_a_number(app):
        path = _address(rule, found | {name: large})
        method = "GET" if "GET" in (rule.methods or ()) else "POST"
        answer = owner.client.open(path, method=method)
        if answer.status_code != 404:
            wrong[method, path[:100]] = answer.status_code
    assert wrong == {}


def _one(value: Any) -> Any:
    return value[0] if isinstance(value, tuple) else value


def _address(rule: Rule, values: dict[str, Any]) -> str:
    parts = []
    for is_argument, text in rule._trace:
        parts.append(str(values[text]) if is_argument else text)
    return "".join(parts).removeprefix("|")


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("outbox?page={huge}", None),
        ("rounds/plans/1?round={huge}", None),
        ("rounds/assign", {"plan": HUGE, "held": HUGE, "prefer": "meetings"}),
        ("people/sectors", {"sector-1": HUGE}),
        ("people/sectors", {"sector-" + "9" * 18: "1"}),
        ("day/clock/press", {"what": "start", "phase": "before", "round": HUGE, "minutes": HUGE}),
        ("day/clock/press", {"what": "extend", "phase": "talk", "round": "1", "minutes": "999999"}),
        ("people/import/1", {"columns": HUGE, "sheet": HUGE, "column-0": "name"}),
    ],
)
def test_no_form_fails_over_a_number_that_is_too_large(
    owner: Account, path: str, form: dict[str, str] | None
) -> None:
    event = populate(owner.body_id).event
    url = f"/organise/events/{event.id}/{path.format(huge=HUGE)}"
    answer = owner.client.get(url) if form is None else owner.client.post(url, data=form)
    assert answer.status_code in (200, 302, 303, 400, 404)
