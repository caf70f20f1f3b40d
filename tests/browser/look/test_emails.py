"""Emails as a reader's window shows them: readable at any width, light and dark, no letter lost."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page

from scheduler.mail import attendee_messages as messages
from tests.browser.checks import check_page
from tests.builders import NOW
from tests.mail.every_message import BOOKING, EACH, ICS, SLOTS, part, read

LONG = "Wolfeschlegelsteinhausenbergerdorff" * 2
"""Longer than the 60 letters that a name may reasonably have, and not one place to break."""


@pytest.mark.parametrize("kind", EACH)
def test_every_email_is_accessible_and_fits_a_phone(page: Page, kind: str) -> None:
    page.set_content(part(read(EACH[kind][0]()), "html"))
    check_page(page)


def test_words_without_end_widen_no_email(page: Page) -> None:
    booking = replace(
        BOOKING, name=LONG, title=LONG, place=LONG, body=LONG, contact=f"{LONG}@a.org"
    )
    for letter in (
        messages.signed_up(booking, NOW, calendar=ICS, others=[LONG]),
        messages.rounds_published(booking, NOW, rounds=SLOTS, calendar=ICS),
        messages.event_changed(booking, NOW, changes=[LONG], calendar=None),
        messages.called_off(booking, NOW, words=LONG, calendar=None),
    ):
        page.set_content(part(read(letter), "html"))
        check_page(page)
