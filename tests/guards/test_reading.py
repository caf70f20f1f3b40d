"""What holds for every page that is only looked at."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from scheduler.models import db
from tests.conftest import Account
from tests.guards.populated import Populated, addresses, ask, digest, populate

INLINE = re.compile(
    r"<script(?![^>]*\ssrc=)|<style|\sstyle=[\"']|\son[a-z]+=[\"']|\shx-on|javascript:",
    re.IGNORECASE,
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def _walk(app: Flask, client: FlaskClient, found: Populated) -> Iterator[tuple[str, TestResponse]]:
    for _rule, url in addresses(app, found.arguments, "GET"):
        yield url, ask(client, "GET", url)


def test_no_page_fails(app: Flask, owner: Account) -> None:
    answers = {
        url: answer.status_code for url, answer in _walk(app, owner.client, populate(owner.body_id))
    }
    # The token of an attendee opens neither the first visit nor a password's reset.
    closed = {url for url in answers if url.startswith(("/set-up/", "/reset-password"))}
    bad = {url: status for url, status in answers.items() if status >= 400 and url not in closed}
    assert bad == {}


def test_looking_changes_nothing(app: Flask, owner: Account) -> None:
    found = populate(owner.body_id)
    before = digest()
    changed = {}
    for url, _answer in _walk(app, owner.client, found):
        after = digest()
        if after != before:
            changed[url] = sorted(name for name in after if after[name] != before[name])
            before = after
    assert changed == {}


def test_every_answer_has_the_security_headers(app: Flask, owner: Account) -> None:
    for url, answer in _walk(app, owner.client, populate(owner.body_id)):
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, url
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, url
        assert "script-src 'self';" in policy, url
        assert "unsafe" not in policy, url


def test_no_page_carries_script_or_style_in_itself(app: Flask, owner: Account) -> None:
    for url, answer in _walk(app, owner.client, populate(owner.body_id)):
        if answer.mimetype == "text/html":
            assert INLINE.findall(answer.text) == [], url


def test_every_form_that_posts_carries_its_token(app: Flask, owner: Account) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    for url, answer in _walk(app, owner.client, populate(owner.body_id)):
        if answer.mimetype == "text/html":
            for form in re.findall(r"<form\b.*?</form>", answer.text, re.DOTALL | re.IGNORECASE):
                posts = re.match(r"<form[^>]*method=[\"']?post", form, re.IGNORECASE)
                assert not posts or 'name="csrf_token"' in form, (url, form[:200])


def test_a_long_list_costs_no_more_questions_than_a_short_one(app: Flask, owner: Account) -> None:
    short = _queries(app, owner, populate(owner.body_id, size=1))
    long = _queries(app, owner, populate(owner.body_id, size=50))
    assert long == short


def _queries(app: Flask, owner: Account, found: Populated) -> dict[str, int]:
    """The number of statements each page needed, by its route."""
    numbers = {}
    for rule, url in addresses(app, found.arguments, "GET"):
        with _counting() as statements:
            ask(owner.client, "GET", url)
        numbers[rule.rule] = len(statements)
    return numbers


@contextmanager
def _counting() -> Iterator[list[str]]:
    statements: list[str] = []

    def saw(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT")):
            statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", saw)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", saw)
