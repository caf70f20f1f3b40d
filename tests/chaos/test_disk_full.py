"""Files that cannot grow any more, as on a full disk, while people sign up."""

import resource
from itertools import count
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from scheduler.models import Event
from tests.applications import migrating
from tests.chaos.signing_up import Told, burst
from tests.chaos.surroundings import HOST, assert_whole, served, settings, stored
from tests.databases import SqliteFiles
from tests.processes import answers

pytestmark = pytest.mark.own_database
ROOM_LEFT = 300_000
"""Bytes in which some sign-ups still fit."""


@pytest.fixture
def databases(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    """SQLite, whatever the other tests run on: a server keeps its files elsewhere."""
    folder = tmp_path_factory.mktemp("files")
    return SqliteFiles(folder, migrating(folder))


def let_grow(pid: int, largest: int) -> None:
    """From now on the process can write no file beyond so many bytes."""
    _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (largest, hard))


def paragraphs(told: Told) -> list[str]:
    page = BeautifulSoup(told.answer.text, "html.parser")
    return [" ".join(each.get_text(" ").split()) for each in page.select("h1, main p")]


def test_a_full_disk_is_a_sentence_and_nothing_is_half_saved(
    app: Flask, event: Event, tmp_path: Path
) -> None:
    event_id, slug = event.id, event.slug
    event.capacity = 1_000
    database = Path(app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"))
    log = database.with_name(database.name + "-wal")
    with served(settings(app, tmp_path), tmp_path / "out.txt", "--processes", "1") as (pid, port):
        told = burst(port, slug, 1, "first")
        let_grow(pid, log.stat().st_size + ROOM_LEFT)
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
        let_grow(pid, resource.RLIM_INFINITY)
        [last] = burst(port, slug, 1, "last")
        assert last.acknowledged
    assert stored(event_id) == acknowledged | {last.email}
    assert_whole(event_id)
