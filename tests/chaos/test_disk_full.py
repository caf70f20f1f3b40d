"""A disk that gets full while people sign up: one of its own, and files that cannot grow."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import current_app

from scheduler.models import Event
from tests.applications import app_on_its_own, migrating
from tests.builders import make_account, make_event
from tests.builders.times import in_two_weeks
from tests.chaos.signing_up import Told, burst
from tests.chaos.surroundings import HOST, assert_whole, served, settings, stored
from tests.databases import SqliteFiles
from tests.disks import Disk, FilesThatCannotGrow, SmallDisk
from tests.processes import answers

pytestmark = pytest.mark.own_database


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk | None]:
    """Mounted on the test's folder before anything is in it; None where mounting is forbidden."""
    disk = SmallDisk(tmp_path)
    if not disk.mount():
        yield None
        return
    yield disk
    disk.unmount()


@pytest.fixture
def breakfast(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Event]:
    """An event with room for everybody, on SQLite whatever the other tests run on."""
    template = tmp_path_factory.mktemp("template")
    with app_on_its_own(SqliteFiles(tmp_path, migrating(template)), tmp_path) as app:
        owner = make_account(app, "Olwen Rees", "olwen@example.org", "Paisley Breakfasts")
        yield make_event(owner.body_id, capacity=1_000, **in_two_weeks())


def paragraphs(told: Told) -> list[str]:
    page = BeautifulSoup(told.answer.text, "html.parser")
    for drawing in page.select("svg[aria-hidden]"):
        drawing.decompose()
    return [" ".join(each.get_text(" ").split()) for each in page.select("h1, main p")]


def sign_up_until_it_is_full(
    breakfast: Event, disk: Disk | None, folder: Path, **more: str
) -> None:
    """Nothing that was acknowledged is lost, nothing is half saved, and it goes on with room."""
    event_id, slug = breakfast.id, breakfast.slug
    app = current_app._get_current_object()
    database = Path(app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"))
    disk = disk or FilesThatCannotGrow(database.with_name(database.name + "-wal"))
    env = settings(app, folder, **more)
    with served(env, folder / "out.txt", "--processes", "1") as (pid, port):
        told = burst(port, slug, 1, "first")
        disk.fill(pid)
        for number in count():
            told += burst(port, slug, 1, f"late{number}x")
            if not told[-1].acknowledged:
                break
        acknowledged = {each.email for each in told if each.acknowledged}
        assert told[-1].answer.status == 503
        title, sentence, *_ = paragraphs(told[-1])
        assert title == "This server cannot answer at the moment"
        assert sentence.startswith("Nothing was saved: the server cannot use its database.")
        assert 2 <= len(acknowledged) == len(told) - 1
        assert stored(event_id) == acknowledged
        assert answers(f"http://{HOST}:{port}/e/{slug}/"), "the page can still be read"
        assert answers(f"http://{HOST}:{port}/healthz"), "the process lives"
        disk.make_room(pid)
        [last] = burst(port, slug, 1, "last")
        assert last.acknowledged
    assert stored(event_id) == acknowledged | {last.email}
    assert_whole(event_id)


def test_a_full_disk_is_a_sentence_and_nothing_is_half_saved(
    small_disk: SmallDisk | None, breakfast: Event, tmp_path: Path
) -> None:
    # Its queue, the counts of its limits and its output are on the disk too.
    sign_up_until_it_is_full(breakfast, small_disk, tmp_path, RATE_LIMITS="on")


def test_files_that_cannot_grow_are_a_full_disk(breakfast: Event, tmp_path: Path) -> None:
    sign_up_until_it_is_full(breakfast, None, tmp_path)
