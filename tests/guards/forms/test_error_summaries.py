"""The links of an error summary stand in the order of the fields below it."""

from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from flask import Flask, template_rendered
from flask_wtf import FlaskForm
from jinja2 import Template

from scheduler.models import db
from scheduler.web.shared.forms import in_page_order
from tests.applications import make_app
from tests.builders import make_account
from tests.builders.pages import ask
from tests.builders.populated import populate
from tests.builders.routes import addresses
from tests.databases import Databases

SELDOM_WRONG = ("HiddenField", "CSRFTokenField", "BooleanField", "SubmitField")


def test_every_form_names_its_fields_in_the_order_of_its_page(
    databases: Databases, tmp_path: Path
) -> None:
    url = databases.fresh("summaries")
    app = make_app(tmp_path, url, WTF_CSRF_ENABLED=True)
    forms: list[FlaskForm] = []

    def note(_app: Flask, context: dict[str, Any], **_: Template) -> None:
        forms.extend(value for value in context.values() if isinstance(value, FlaskForm))

    with app.app_context(), template_rendered.connected_to(note, app):
        owner = make_account(app, "Olwen Rees", "olwen@example.org", "Paisley Breakfasts")
        pages = list(addresses(app, populate(owner.body_id).arguments, "GET"))
        found: dict[str, Any] = {}
        for client in (owner.client, app.test_client()):
            for _rule, address in pages:
                forms.clear()
                answer = ask(client, "GET", address)
                if answer.mimetype == "text/html":
                    named = [str(tag["id"]) for tag in _page(answer.text).find_all(id=True)]
                    found |= {type(form).__name__: (_places(form, named)) for form in forms}
        db.session.remove()
        db.engine.dispose()
    databases.drop(url)
    assert len(found) > 20
    assert {name: order for name, order in found.items() if order != sorted(order)} == {}


def _page(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "html.parser")


def _places(form: FlaskForm, named: list[str]) -> list[int]:
    """Where the fields stand on the page, as a summary of all of them would name them."""
    for field in form:
        field.errors = ["Wrong."]
    kinds = {field.name: field.type for field in form}
    shown = [form[name].id for name in in_page_order(form) if kinds[name] not in SELDOM_WRONG]
    return [named.index(each) for each in shown if each in named]
