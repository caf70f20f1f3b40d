"""What holds for every page that is only looked at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from scheduler.models import db
from scheduler.web.factory import READING
from scheduler.web.shared.morning.live import REMEMBERED
from tests.applications import make_app
from tests.builders import Account, make_account
from tests.builders.pages import ask
from tests.builders.populated import Populated, populate
from tests.builders.routes import addresses, digest
from tests.databases import Databases, counted_statements
from tests.guards.files import ROOT

INLINE = re.compile(
    r"<script(?![^>]*\ssrc=)|<style|\sstyle=[\"']|\son[a-z]+=[\"']|\shx-on|javascript:",
    re.IGNORECASE,
)
READS = re.compile(r"\s*SELECT\b")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@dataclass(frozen=True)
class Seen:
    """An answer, and the tables whose rows were different after asking for it."""

    method: str
    url: str
    answer: TestResponse
    changed: list[str]

    @property
    def is_page(self) -> bool:
        return self.answer.mimetype == "text/html"


@pytest.fixture(scope="module")
def asked(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Seen]]:
    """Every address of an event with something of everything, asked for by each reading method."""
    url = databases.fresh("walked")
    app = make_app(tmp_path_factory.mktemp("walk"), url, WTF_CSRF_ENABLED=True)
    with app.app_context():
        owner = make_account(app, "Olwen Rees", "olwen@example.org", "Paisley Breakfasts")
        yield list(_walk(app, owner, populate(owner.body_id)))
        db.session.remove()
        db.engine.dispose()
    databases.drop(url)


@pytest.fixture
def seen(asked: list[Seen]) -> list[Seen]:
    """The pages, as the event's organiser sees them."""
    return [answer for answer in asked if answer.method == "GET"]


def _walk(app: Flask, owner: Account, found: Populated) -> Iterator[Seen]:
    before = digest()
    for method in READING:
        for _rule, url in addresses(app, found.arguments, method):
            with counted_statements() as statements:
                answer = ask(owner.client, method, url)
            # Most pages only select, which changes nothing.
            after = before if all(map(READS.match, statements)) else digest()
            changed = sorted(name for name in after if after[name] != before[name])
            yield Seen(method, url, answer, changed)
            before = after


def test_no_page_fails(seen: list[Seen]) -> None:
    bad = {
        page.url: page.answer.status_code
        for page in seen
        # 409 is an answer too: what somebody who has cancelled can no longer change.
        if page.answer.status_code >= 400
        and page.answer.status_code != 409
        # No worker runs here, and it says so.
        and page.url != "/readyz"
        # The token of an attendee does not open the first visit.
        and not page.url.startswith("/set-up/")
        # Somebody else's passkey is not there.
        and not (page.answer.status_code == 404 and "/passkeys/" in page.url)
        # A list that was not imported yet has left nothing out yet.
        and not (page.answer.status_code == 404 and page.url.endswith("/2/left-out.csv"))
        # A desk prints the cards of those alone whom it put on the list.
        and not (page.answer.status_code == 404 and "/card/" in page.url)
    }
    assert bad == {}


def test_reading_changes_nothing_by_any_method(asked: list[Seen]) -> None:
    # Scanners of emails ask for the links in them, many with HEAD, before anybody opens them.
    assert {(a.method, a.url): a.changed for a in asked if a.changed} == {}
    assert {answer.method for answer in asked} == set(READING)
    for method in READING:
        addresses_asked = {answer.url for answer in asked if answer.method == method}
        assert any(url.endswith("/cancel") and url.startswith("/me/") for url in addresses_asked)


def test_every_answer_has_the_security_headers(seen: list[Seen]) -> None:
    for page in seen:
        headers = page.answer.headers
        assert {name: headers.get(name) for name in HEADERS} == HEADERS, page.url
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, page.url
        assert "script-src 'self';" in policy, page.url
        # Styles named by their digest: only where an email is shown, and its own.
        hashes = "'unsafe-hashes' 'sha256-" in policy
        assert not hashes or " srcdoc=" in page.answer.text, page.url
        assert "unsafe" not in policy.replace("'unsafe-hashes'", "", 1), page.url


def test_no_page_carries_script_or_style_in_itself(seen: list[Seen]) -> None:
    found = {page.url: INLINE.findall(page.answer.text) for page in seen if page.is_page}
    assert {url: hits for url, hits in found.items() if hits} == {}


def test_every_form_that_posts_carries_its_token(seen: list[Seen]) -> None:
    without = [
        (page.url, form[:200])
        for page in seen
        if page.is_page
        for form in re.findall(r"<form\b.*?</form>", page.answer.text, re.DOTALL)
        if re.match(r"<form[^>]*method=[\"']?post", form, re.IGNORECASE)
        and 'name="csrf_token"' not in form
    ]
    assert without == []


def test_pages_of_people_are_kept_by_no_cache(seen: list[Seen]) -> None:
    """Pictures of an event show what everybody may see, and are kept for ever."""
    kept = [
        page.url
        for page in seen
        if "no-store" not in page.answer.headers["Cache-Control"] and "/pictures/" not in page.url
    ]
    assert kept == []


def test_a_long_list_costs_no_more_questions_than_a_short_one(app: Flask, owner: Account) -> None:
    # Six, because the public page counts no sectors below five sign-ups.
    short = _queries(app, owner, populate(owner.body_id, size=6))
    long = _queries(app, owner, populate(owner.body_id, size=18))
    assert long == short


def _queries(app: Flask, owner: Account, found: Populated) -> dict[str, list[int]]:
    """The number of statements that the pages of each route needed."""
    numbers: dict[str, list[int]] = {}
    for rule, url in addresses(app, found.arguments, "GET"):
        app.extensions[REMEMBERED] = {}
        with counted_statements() as statements:
            ask(owner.client, "GET", url)
        numbers.setdefault(rule.rule, []).append(len(statements))
    return numbers


def test_views_ask_for_post_alone() -> None:
    # "Not GET" is HEAD too; whoever acts says that it is a POST.
    compared = {
        (path.name, method)
        for path in (ROOT / "scheduler" / "web").rglob("*.py")
        for method in re.findall(r"request\.method\s*[=!]=\s*[\"'](\w+)", path.read_text())
    }
    assert {method for _name, method in compared} == {"POST"}
