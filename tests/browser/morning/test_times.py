"""The scripts write times as the pages do."""

import pytest
from playwright.sync_api import Page

from scheduler.web.shared.morning.live import left_words
from tests.guards.files import ROOT


@pytest.mark.parametrize("seconds", [0, 5, 65, 3599, 3600, 9000, 43_200])
def test_what_is_left_is_written_alike_by_the_page_and_its_scripts(
    page: Page, seconds: int
) -> None:
    page.add_script_tag(path=ROOT / "static" / "js" / "times.js")
    assert page.evaluate("seconds => times.left(seconds)", seconds) == left_words(seconds)
