"""Asking for a page as a browser would, and reading it as a person would."""

import contextvars
import re
from typing import Any

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

Page = TestResponse | Tag | str
"""What may be read: an answer, a part of a page, the words of either, or HTML."""


def ask(client: FlaskClient, method: str, url: str, **options: Any) -> TestResponse:
    """Ask as a browser would: in a context of its own, not in the one of the test."""
    return contextvars.Context().run(client.open, url, method=method, **options)


def page_of(answer: TestResponse) -> BeautifulSoup:
    """The page, parsed."""
    return BeautifulSoup(answer.text, "html.parser")


class Words(str):
    """The text of a page or of a part of it; ``part`` is what it was read from."""

    part: Tag


def said(part: Tag) -> Words:
    """The text of a part of a page, white space folded; what a drawing is called is left out."""
    strings = (text for text in part.strings if text.find_parent("svg") is None)
    found = Words(" ".join(" ".join(strings).split()))
    found.part = part
    return found


def words(answer: TestResponse) -> Words:
    """The text of the whole page."""
    return said(page_of(answer))


def part_of(page: Page) -> Tag:
    """The parsed page, or the part of it, that is meant."""
    if isinstance(page, Words):
        return page.part
    if isinstance(page, TestResponse):
        return page_of(page)
    return BeautifulSoup(page, "html.parser") if isinstance(page, str) else page


def texts(page: Page, selector: str) -> list[str]:
    """What each part that fits the selector says, in the order of the page."""
    return [said(part) for part in part_of(page).select(selector)]


def notices(page: Page) -> list[str]:
    """What the page says about what was just done."""
    return [text for text in texts(page, "main [role=status]:not([hidden])") if text]


def number_of(page: Page, selector: str) -> int:
    """How many parts of the page fit the selector."""
    return len(part_of(page).select(selector))


def places(page: Page, sentence: str) -> list[str]:
    """Where the sentence stands: each smallest part that holds it, with what has a name around it.

    A part is given as its tag and classes, what is around it as its id: ``#people td.name``.
    """
    holding = [part for part in part_of(page).find_all(True) if sentence in said(part)]
    around = {id(parent) for part in holding for parent in part.parents}
    return [_place(part) for part in holding if id(part) not in around]


def _place(part: Tag) -> str:
    name = ".".join([part.name, *part.get_attribute_list("class")])
    ids = (str(one["id"]) for one in (part, *part.parents) if one.get("id"))
    named = next((one for one in ids if one != "main" and not re.search("[0-9]", one)), "")
    return f"#{named} {name}" if named else name


def path_of(answer: TestResponse) -> str:
    """Where a redirect leads, without what it says there."""
    return (answer.location or "").partition("?")[0]


def title(page: Page) -> str:
    """The page's first heading."""
    heading = part_of(page).h1
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


def framed(page: Page) -> list[str]:
    """The document inside each frame of the page."""
    return [str(frame["srcdoc"]) for frame in part_of(page).select("iframe")]


def after(client: FlaskClient, answer: TestResponse) -> Words:
    """The words of the page that a successful POST leads to."""
    assert answer.status_code == 303, words(answer)
    return words(client.get(answer.headers["Location"]))
