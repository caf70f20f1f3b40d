"""Every page there is, about an event with something of everything: accessible, quiet, fitting."""

import re

import pytest
from flask import current_app
from playwright.sync_api import Page

from tests.browser.checks import check_page, console_of
from tests.browser.data import owner, rows
from tests.browser.server import Server
from tests.browser.steps import sign_in
from tests.builders.populated import populate
from tests.builders.routes import addresses

# Pages that an organiser who is signed in is led away from; the first visit looks at them.
DESKS = ("/desk/{desk_token}", "/tablet/{tablet_token}/")
LEADS_AWAY = ("/set-up/", "/sign-in", "/reset-password")

FORM_IN_TEXT = re.compile(r"<p(?: [^>]*)?>(?:(?!</p>).)*?<form", re.DOTALL)


@pytest.fixture
def paths(server: Server) -> list[str]:
    """The address of every page about the owner's event."""
    with rows(server):
        found = populate(owner().memberships[0].body_id)
        app = current_app._get_current_object()
        pages = [
            url
            for _rule, url in addresses(app, found.arguments, "GET")
            if not url.startswith(LEADS_AWAY)
        ]
        # Somebody is found: their card has more buttons than the page without it.
        desks = (f"/organise/events/{found.event.id}/day", *DESKS)
        return pages + [f"{desk.format(**found.arguments)}?find=Voluntary" for desk in desks]


@pytest.mark.own_server(RATE_LIMITS="off")
def test_every_page_is_accessible(server: Server, paths: list[str], page: Page) -> None:
    sign_in(page, server.address)
    problems, looked = [], 0
    for path in paths:
        answer = page.request.get(server.address + path)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        # A part of a page that renews itself is looked at inside its page.
        if answer.status >= 400 or "<!doctype html>" not in answer.text()[:200]:
            continue
        page.goto(server.address + path)
        looked += 1
        # A browser ends a paragraph before a form: neither is where the page means it to be.
        problems += [f"{path}: a form in {found}" for found in FORM_IN_TEXT.findall(answer.text())]
        try:
            check_page(page)
        except AssertionError as error:
            problems.append(str(error))
            console_of(page).complaints.clear()
    assert problems == []
    assert looked > 30
