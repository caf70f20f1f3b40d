"""Asking for a page as a browser would, and reading it as a person would."""

import contextvars
from typing import Any

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse


def ask(client: FlaskClient, method: str, url: str, **options: Any) -> TestResponse:
    """Ask as a browser would: in a context of its own, not in the one of the test."""
    return contextvars.Context().run(client.open, url, method=method, **options)


def page_of(answer: TestResponse) -> BeautifulSoup:
    """The page, parsed."""
    return BeautifulSoup(answer.text, "html.parser")


def said(part: Tag) -> str:
    """The text of a part of a page, white space folded; what a drawing is called is left out."""
    return " ".join(" ".join(t for t in part.strings if t.find_parent("svg") is None).split())


def words(answer: TestResponse) -> str:
    """The text of the whole page."""
    return said(page_of(answer))


def path_of(answer: TestResponse) -> str:
    """Where a redirect leads, without what it says there."""
    return (answer.location or "").partition("?")[0]


def title(answer: TestResponse) -> str:
    """The page's first heading."""
    heading = page_of(answer).h1
    assert heading is not None
    return said(heading)


def errors(answer: TestResponse) -> list[str]:
    """What the summary at the top of the page asks to be changed."""
    return [said(item) for item in page_of(answer).select("div.error-summary li")]


def errors_of(answer: TestResponse) -> list[str]:
    """The sentences beside the fields of a page that refuses something."""
    assert answer.status_code == 400
    return [said(sentence) for sentence in page_of(answer).select("p.error")]


def hidden(answer: TestResponse, name: str) -> str:
    """The value of a hidden field."""
    field = page_of(answer).find("input", attrs={"name": name})
    assert field is not None
    return str(field["value"])


def after(client: FlaskClient, answer: TestResponse) -> str:
    """The words of the page that a successful POST leads to."""
    assert answer.status_code == 303, words(answer)
    return words(client.get(answer.headers["Location"]))
