"""Chromium, and a server as after its first start. No test is skipped: Chromium must be there."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.checks import console_of, watch
from tests.browser.server import Server

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# Waiting ends as soon as what is waited for is there; the limit is for a busy machine.
WAIT_MS = 120_000
expect.set_options(timeout=WAIT_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser; what has its own server takes longest."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")
    items.sort(key=lambda item: item.get_closest_marker("own_server") is None)


def find_chromium() -> str:
    """Debian's Chromium, or the one CHROMIUM names. Fails with a sentence."""
    named = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), "")
    assert named, "The browser tests need Chromium: apt-get install chromium, or set CHROMIUM."
    return named


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for all tests that need none of their own: a start takes as long as a test."""
    running = Server(tmp_path_factory.mktemp("shared") / "instance").start().keep()
    yield running
    running.stop()


@pytest.fixture
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """The product as `make run` starts it, as it is after its first start.

    Tests marked `own_server` have one to themselves, with the settings that the mark names.
    """
    mark = request.node.get_closest_marker("own_server")
    if mark is None:
        shared = request.getfixturevalue("shared_server")
        shared.put_back()
        yield shared
        return
    running = Server(tmp_path / "instance", dict(mark.kwargs)).start()
    yield running
    running.stop()


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[OpenPage]:
    """Opens a page of a new visitor; at the end no page may have complained."""
    contexts: list[BrowserContext] = []
    pages: list[Page] = []

    def open_one(**options: Any) -> Page:
        shape: dict[str, Any] = {
            "viewport": {"width": 1280, "height": 800},
            "locale": "en-GB",
            "timezone_id": "Europe/London",
            "accept_downloads": True,
        }
        context = chromium.new_context(**(shape | options))
        context.set_default_timeout(WAIT_MS)
        contexts.append(context)
        pages.append(watch(context.new_page()))
        return pages[-1]

    yield open_one
    complaints = [complaint for page in pages for complaint in console_of(page).complaints]
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A visitor at a desk."""
    return open_page()


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """A visitor with a phone of 390 px."""
    return open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
