"""Small files that are there whole, on the disk, or not at all."""

import os
import stat
from pathlib import Path

import pytest

from scheduler.services.background.durable import write_whole


def test_it_is_on_the_disk_with_its_name_and_whole_before_it_has_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, seen, sync = tmp_path / "file", [], os.fsync

    def synced(number: int) -> None:
        found = os.fstat(number)
        seen.append((stat.S_ISDIR(found.st_mode), found.st_size, path.exists()))
        sync(number)

    monkeypatch.setattr(os, "fsync", synced)
    write_whole(path, "ŵ")
    assert [(folder, named) for folder, _, named in seen] == [(False, False), (True, True)]
    assert seen[0][1] == 2
    assert (path.read_text("utf-8"), oct(path.stat().st_mode)[-3:]) == ("ŵ", "600")


def test_what_is_there_stays_unless_it_may_be_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_whole(path, "first")
    with pytest.raises(FileExistsError):
        write_whole(path, "second")
    assert path.read_text() == "first"
    write_whole(path, "third", anew=True)
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("file", "third")]


def test_a_file_system_without_links_has_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_paths: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refused)
    write_whole(tmp_path / "file", "first")
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("file", "first")]
