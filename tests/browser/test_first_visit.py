"""A fresh server: the one-time link, the owner's account, signing in and out, a new password."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import check_page
from tests.browser.server import Server, links_in
from tests.browser.steps import PASSWORD, set_up_owner, sign_in, sign_out


def with_a_passkey(page: Page, address: str) -> None:
    """Add a passkey, and sign in with it. An address of numbers, as the server's own, has none."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    sign_in(page, address)
    page.goto(f"{address}/organise/account/second-step/passkey")
    page.get_by_label("Your present password").fill(PASSWORD)
    page.get_by_role("button", name="Add a passkey…").click()
    check_page(page)
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="Two-step sign-in is on")).to_be_visible()
    sign_out(page)
    sign_in(page, address)
    check_page(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(f"{address}/organise/")
    page.goto(f"{address}/organise/account/second-step")
    expect(page.get_by_text("last used")).to_be_visible()
    check_page(page)


@pytest.mark.own_server
def test_an_owner_is_made_once_and_can_come_back(server: Server, page: Page) -> None:
    page.goto(server.address)
    check_page(page)
    link = server.set_up_link()
    page.goto(link)
    check_page(page)
    set_up_owner(page, link)
    check_page(page)
    sign_out(page)
    check_page(page)
    sign_in(page, server.address)
    expect(page).to_have_url(f"{server.address}/organise/")

    with_a_passkey(page, f"http://localhost:{server.port}")

    answer = page.goto(link)
    assert answer is not None
    assert answer.status == 404
    check_page(page)


def test_mistakes_are_named_beside_their_fields(server: Server, page: Page) -> None:
    page.goto(server.set_up_link())
    page.get_by_label("Your organisation", exact=True).fill("Paisley Breakfasts")
    page.get_by_label("Your name").fill("Olwen Rees")
    page.get_by_label("Your email address").fill("olwen@example.org")
    page.get_by_label("Choose a password").fill("tea")
    page.get_by_label("Repeat the password").fill("toast")
    page.get_by_role("button", name="Create the account").click()
    expect(page.get_by_label("Choose a password")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Your name")).to_have_value("Olwen Rees")
    check_page(page)


def test_a_forgotten_password_is_replaced_by_mail(server: Server, page: Page) -> None:
    set_up_owner(page, server.set_up_link())
    sign_out(page)
    page.get_by_role("link", name="Forgot").click()
    check_page(page)
    page.get_by_label("Email").fill("olwen@example.org")
    page.get_by_role("button").last.click()
    reset = links_in(server.wait_for_mail("olwen@example.org"))[0]
    page.goto(reset)
    check_page(page)
    for field in page.locator("input[type=password]").all():
        field.fill("porridge honey walnuts")
    page.get_by_role("button").last.click()
    sign_in(page, server.address, password="porridge honey walnuts")
    expect(page).to_have_url(f"{server.address}/organise/")
    assert PASSWORD != "porridge honey walnuts"
