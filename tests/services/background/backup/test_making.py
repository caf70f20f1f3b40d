"""A backup is one file, for its owner alone."""

import stat
from pathlib import Path

from flask import Flask

from scheduler.models import Event
from tests.services.background.backup.commands import another, run


def test_the_file_is_for_its_owner_alone_and_is_not_overwritten(
    app: Flask, event: Event, tmp_path: Path
) -> None:
    file = tmp_path / "all.backup"
    done = run(app, "backup", str(file))
    assert done.output.endswith("tables, checked.\n")
    assert oct(stat.S_IMODE(file.stat().st_mode)) == "0o600"
    first = file.read_bytes()
    again = run(app, "backup", str(file))
    assert again.output == f"Error: {file} exists already; nothing was written.\n"
    assert (again.exit_code, file.read_bytes()) == (1, first)
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_in_a_folder_it_is_named_after_the_moment(app: Flask, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    assert run(app, "backup", str(folder)).exit_code == 0
    assert len(list(folder.glob("crosstalk-*.backup"))) == 1


def test_nothing_to_back_up_is_a_sentence(tmp_path: Path) -> None:
    with another(None, tmp_path / "new") as app:
        done = run(app, "backup", str(tmp_path / "all.backup"))
    assert done.output == "Error: This database has no tables yet: there is nothing to back up.\n"


def test_a_path_that_is_not_there_yet_becomes_a_folder_for_each_night(
    app: Flask, tmp_path: Path
) -> None:
    folder = tmp_path / "backups" / "crosstalk"
    assert run(app, "backup", str(folder)).exit_code == 0
    assert [path.suffix for path in folder.iterdir()] == [".backup"]
    (tmp_path / "file").write_text("")
    done = run(app, "backup", str(tmp_path / "file" / "crosstalk"))
    assert (done.exit_code, done.output) == (
        1,
        f"Error: {tmp_path / 'file' / 'crosstalk'} cannot be made: Not a directory.\n",
    )
