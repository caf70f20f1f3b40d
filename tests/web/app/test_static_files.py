"""Browsers keep static files until their content changes."""

import gzip
import re
from pathlib import Path

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from scheduler.models import Event
from scheduler.web.app.static_files import KEPT, SHEETS, SITE
from tests.applications import make_app
from tests.processes import ROOT


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


def test_the_sheets_of_every_page_are_one_file_sent_compressed(client: FlaskClient) -> None:
    plain = client.get(f"/static/{SITE}")
    packed = client.get(f"/static/{SITE}", headers={"Accept-Encoding": "gzip"})
    assert plain.data.count(b"{") == sum(
        (ROOT / f"static/css/{name}.css").read_bytes().count(b"{") for name in SHEETS
    )
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.vary
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert packed.mimetype == "text/css"


def test_the_fonts_that_a_page_asks_for_are_those_of_its_style_sheet(client: FlaskClient) -> None:
    asked = re.findall(r'rel="preload" href="/static/([^"]+)"', client.get("/sign-in").text)
    used = re.findall(r'url\("\.\./([^"]+)"', client.get(f"/static/{SITE}").text)
    assert len(asked) == 2
    assert set(asked) < set(used)


@pytest.mark.parametrize("name", ["../app.py", "css/../../app.js", "css"])
def test_nothing_outside_of_the_folder_is_sent(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404
