"""What no database or clock can hold, in every field of every form: nothing fails or is kept."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from flask import Flask
from sqlalchemy import String, select

from scheduler.models import db
from tests.builders import Account
from tests.builders.forms import values_of_form
from tests.builders.pages import ask
from tests.builders.populated import Populated, populate
from tests.builders.routes import addresses

NUL = "a\0b"
HUGE = "9" * 23
LONG = "long " * 300
"""Short enough to be read at all, and more than most columns of PostgreSQL take."""
ENDS_EVERYTHING = re.compile("delete|erase|sign-out|call-off")
"""Forms whose press would take the others away."""

SOUGHT = "?" + "&".join(f"{name}=a%00b" for name in ("find", "search", "person", "about", "next"))


def forms(app: Flask, owner: Account, found: Populated) -> Iterator[tuple[str, Tag]]:
    """Each form of each page, once, and where it is sent."""
    known = set()
    for _rule, url in addresses(app, found.arguments, "GET"):
        assert ask(owner.client, "GET", url + SOUGHT).status_code != 500, url
        page = ask(owner.client, "GET", url)
        if page.mimetype != "text/html":
            continue
        for form in BeautifulSoup(page.text, "html.parser").select("form[method=post]"):
            target = str(form.get("action") or url)
            names = tuple(sorted({without_numbers(str(f["name"])) for f in form.select("[name]")}))
            if (without_numbers(target), names) not in known:
                known.add((without_numbers(target), names))
                yield target, form


def without_numbers(text: str) -> str:
    return re.sub("[0-9]+", "N", text)


def fields(form: Tag) -> dict[str, Tag]:
    """One field of each kind of name: of a list of rows, those of one row."""
    found = {without_numbers(str(field["name"])): field for field in form.select("[name]")}
    return {str(field["name"]): field for field in found.values()}


def is_text(field: Tag) -> bool:
    kinds = ("text", "search", "email", "password", "hidden", "url", "tel")
    return field.name == "textarea" or (
        field.name == "input" and field.get("type", "text") in kinds
    )


def unholdable(field: Tag) -> tuple[str, ...]:
    if field.get("type") == "date":
        return "0001-01-01", "9999-12-31"
    if field.get("type") == "datetime-local":
        return "0001-01-01T00:00", "9999-12-31T23:00"
    return (NUL, LONG) if is_text(field) else (HUGE,)


def test_no_field_of_any_form_fails_over_what_no_database_holds(app: Flask, owner: Account) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    asked = list(forms(app, owner, populate(owner.body_id)))
    tried, failed = 0, []
    for target, form in asked:
        if ENDS_EVERYTHING.search(target):
            continue
        sent = values_of_form(form)
        for name, field in fields(form).items():
            for value in unholdable(field):
                tried += 1
                answer = owner.client.post(target, data=sent | {name: [value]})
                if answer.status_code >= 500:
                    failed.append((target, name, value[:5]))
    assert failed == []
    assert tried > 500
    assert texts_with(NUL[1]) == []


def texts_with(letter: str) -> list[str]:
    """The columns of all tables in which some text holds the letter."""
    db.session.rollback()
    columns = [
        column
        for table in db.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, String)
    ]
    return [
        str(column)
        for column in columns
        if any(letter in text for text in db.session.scalars(select(column)) if text)
    ]
