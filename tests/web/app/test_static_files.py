"""Browsers keep static files until their content changes."""

import re
from pathlib import Path

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from scheduler.models import Event
from scheduler.web.app.static_files import KEPT
from tests.conftest import make_app


def test_every_file_a_page_names_is_kept(client: FlaskClient, event: Event) -> None:
    page = client.get(f"/e/{event.slug}/").text
    found = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert len(found) >= 4
    kept = {client.get(address).headers["Cache-Control"] for address in found}
    assert kept == {KEPT}


@pytest.mark.parametrize("mark", ["", "?v=", "?v=0123456789ab"])
def test_a_file_asked_for_without_its_mark_is_asked_for_again(
    client: FlaskClient, mark: str
) -> None:
    answer = client.get(f"/static/css/base.css{mark}")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")
    same = client.get(
        f"/static/css/base.css{mark}", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert same.status_code == 304


def test_other_content_has_another_address(app: Flask, tmp_path: Path) -> None:
    def address(content: str) -> str:
        other = make_app(tmp_path, app.config["SQLALCHEMY_DATABASE_URI"])
        other.static_folder = str(tmp_path)
        (tmp_path / "a.css").write_text(content)
        with other.test_request_context():
            return url_for("static", filename="a.css")

    assert address("a { color: red }") == address("a { color: red }")
    assert address("a { color: red }") != address("a { color: blue }")


def test_what_is_not_there_is_not_kept(client: FlaskClient) -> None:
    answer = client.get("/static/css/none.css?v=0123456789ab")
    assert (answer.status_code, KEPT in answer.headers.getlist("Cache-Control")) == (404, False)
