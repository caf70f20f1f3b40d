"""The empty form is rendered once for all visitors, and shows nobody what another typed."""

from collections.abc import Iterator
from typing import Any, Self

import pytest
from flask.testing import FlaskClient

from scheduler.models import Event, db
from scheduler.web.public.registration import blank_form
from scheduler.web.public.registration.forms import SignUpForm
from tests.builders.forms import as_posted
from tests.builders.pages import places


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The titles of the events whose empty form was rendered, with nothing kept at first."""
    titles: list[str] = []

    class Noting(SignUpForm):
        @classmethod
        def of(cls, event: Event, **kwargs: Any) -> Self:
            titles.append(event.title)
            return super().of(event, **kwargs)

    monkeypatch.setattr(blank_form, "SignUpForm", Noting)
    blank_form._kept.clear()
    yield titles
    blank_form._kept.clear()


def test_visitors_share_the_empty_fields_and_nothing_else(
    client: FlaskClient, event: Event, rendered: list[str]
) -> None:
    one, other = (as_posted(client.get(f"/e/{event.slug}/")) for _ in range(2))
    assert rendered == [event.title]
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == ["submission"]


NEW = {
    "sector": ["#sector span.sector.sector-1"],
    "example": ["#sector span.hint"],
    "area": ["#priorities label"],
    "body": ["b", "#consents label", "p", "p.in"],
}
"""Where the page has each."""


def test_what_the_organiser_changes_is_shown_at_once(
    client: FlaskClient, event: Event, rendered: list[str]
) -> None:
    for change in ("sector", "example", "area", "body"):
        if change == "sector":
            event.sectors[0].name = "A new sector"
        elif change == "example":
            event.sectors[0].examples = "a new example"
        elif change == "area":
            event.priority_areas = ["A new area"]
        else:
            event.body.name = "A new body"
        db.session.commit()
        assert places(client.get(f"/e/{event.slug}/"), f"new {change}") == NEW[change]
    assert len(rendered) == 4


def test_what_one_visitor_typed_is_not_shown_to_the_next(
    client: FlaskClient, event: Event, rendered: list[str]
) -> None:
    refused = client.post(f"/e/{event.slug}/sign-up", data={"name": "Ann Typed"})
    assert (refused.status_code, as_posted(refused)["name"]) == (400, ["Ann Typed"])
    assert as_posted(client.get(f"/e/{event.slug}/"))["name"] == [""]
    assert rendered == [event.title]


def test_only_so_many_are_kept(
    client: FlaskClient, event: Event, rendered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blank_form, "MOST_KEPT", 2)
    for number in range(5):
        event.sectors[0].name = f"Sector {number}"
        db.session.commit()
        client.get(f"/e/{event.slug}/")
        assert len(blank_form._kept) <= 2
    assert len(rendered) == 5
