"""Forms sent empty, and pages that somebody may not see: they say so and fit every window."""

import pytest
from playwright.sync_api import Page, expect

from scheduler.domain.accounts.roles import TeamRole
from scheduler.models import Event, Membership, db
from tests.browser.checks import check_page
from tests.browser.data import breakfast, rows
from tests.browser.server import Server
from tests.browser.steps import sign_in


@pytest.fixture
def event(server: Server) -> Event:
    return breakfast(server, people=6)


def test_a_refusal_is_a_page_like_every_other(server: Server, event: Event, page: Page) -> None:
    here = f"{server.address}/organise/events/{event.id}"
    page.goto(f"{server.address}/e/{event.slug}/")
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check_page(page)

    sign_in(page, server.address)
    for path, button in (
        ("/details", "Save the details"),
        ("/people/new", "Add"),
        ("/people/import", "Check the list"),
        ("/rules", "Add the rule"),
    ):
        page.goto(here + path)
        for field in page.locator("main input[type=text]:visible").all():
            field.fill("")
        page.get_by_role("button", name=button).first.click()
        expect(page.get_by_role("alert").first).to_be_visible()
        check_page(page)

    with rows(server):
        membership = db.session.query(Membership).one()
        membership.role = TeamRole.VIEWER
        db.session.commit()
    answer = page.goto(here + "/details")
    assert answer is not None
    assert answer.status == 403
    expect(page.get_by_role("heading", name="You may not do this")).to_be_visible()
    check_page(page)
