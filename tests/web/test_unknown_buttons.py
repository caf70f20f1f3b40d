"""Every form with several buttons refuses one that it does not have, and changes nothing."""

from collections import defaultdict
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from sqlalchemy import select

from scheduler.models import db
from tests.builders import Account
from tests.builders.forms import values_of_form
from tests.builders.pages import ask
from tests.builders.populated import Populated, populate
from tests.builders.routes import addresses

Stored = dict[str, list[tuple[object, ...]]]
SWITCHES = {"prefer", "kind", "everybody"}
"""Names of buttons that choose how one thing is done, or are read by services."""


def forms_with_buttons(app: Flask, owner: Account, found: Populated) -> Iterator[tuple[str, Tag]]:
    """One form for each address that several buttons of a page lead to, and where it is sent."""
    known = set()
    for _rule, url in addresses(app, found.arguments, "GET"):
        page = ask(owner.client, "GET", url)
        if page.mimetype != "text/html":
            continue
        chosen: dict[tuple[str, str], set[str]] = defaultdict(set)
        forms = {}
        for form in BeautifulSoup(page.text, "html.parser").select("form[method=post]"):
            target = str(form.get("action") or url)
            for button in form.select("button[name]"):
                chosen[target, str(button["name"])].add(str(button.get("value", "")))
                forms[target, str(button["name"])] = form
        for (target, name), values in chosen.items():
            if len(values) > 1 and name not in SWITCHES and (target, name) not in known:
                known.add((target, name))
                yield target, forms[target, name]


def stored() -> Stored:
    """Every row of every table."""
    db.session.rollback()
    return {
        table.name: sorted((tuple(row) for row in db.session.execute(select(table))), key=repr)
        for table in db.metadata.sorted_tables
    }


@pytest.mark.parametrize("pressed", ["tpyo", ""])
def test_an_unknown_button_changes_nothing(app: Flask, owner: Account, pressed: str) -> None:
    found = populate(owner.body_id)
    asked = list(forms_with_buttons(app, owner, found))
    before, wrong, tried = stored(), [], set()
    for target, form in asked:
        names = {str(button["name"]) for button in form.select("button[name]")} - SWITCHES
        for name in names:
            answer = owner.client.post(target, data=values_of_form(form) | {name: [pressed]})
            tried.add(name)
            if answer.status_code not in (302, 303, 400, 404, 409) or stored() != before:
                wrong.append((target, name, answer.status_code))
                before = stored()
    assert wrong == []
    assert {"action", "answer"} <= tried
