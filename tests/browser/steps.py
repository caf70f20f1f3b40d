"""What people do again and again, by the words they see."""

import re

from playwright.sync_api import Page, expect

OWNER = "olwen@example.org"
PASSWORD = "tea toast marmalade"


def set_up_owner(page: Page, link: str) -> None:
    """Create the owner's account with the one-time link; ends signed in at the events."""
    page.goto(link)
    page.get_by_label("Your organisation", exact=True).fill("Paisley Breakfasts")
    page.get_by_label("Your name").fill("Olwen Rees")
    page.get_by_label("Your email address").fill(OWNER)
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_label("Repeat the password").fill(PASSWORD)
    page.get_by_role("button", name="Create the account").click()
    expect(page).to_have_url(link.partition("/set-up/")[0] + "/organise/")


def sign_in(page: Page, address: str, email: str = OWNER, password: str = PASSWORD) -> None:
    """Sign in at the form."""
    page.goto(f"{address}/sign-in")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def sign_out(page: Page) -> None:
    """Sign out with the button behind one's initials in the head of every page."""
    page.locator(".account summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def fill_sign_up(page: Page, name: str, email: str, sector: str = "Voluntary") -> None:
    """Fill the four required fields of the public page."""
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Your organisation", exact=True).fill(f"{name.split()[-1]} Trust")
    page.get_by_role("radio", name=sector).check()
    page.get_by_label("Your email address").fill(email)


def sign_up(page: Page, name: str, email: str, sector: str = "Voluntary") -> None:
    """Sign up, or join the waiting list when the event is full."""
    fill_sign_up(page, name, email, sector)
    page.get_by_role("button", name="Sign up").or_(
        page.get_by_role("button", name="Join the waiting list")
    ).click()
    expect(page).to_have_url(re.compile(r"/thanks\?"))
