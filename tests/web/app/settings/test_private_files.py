"""What is kept is for the account alone that runs the server."""

import stat
from pathlib import Path

from scheduler.web.app.settings.private_files import make_private
from tests.cli.test_run import served
from tests.processes import environment, running


def modes(folder: Path) -> dict[str, str]:
    """The permissions of everything in the folder, by name."""
    found = [folder, *folder.rglob("*")]
    return {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in found}


def test_what_a_server_writes_is_its_own(tmp_path: Path) -> None:
    instance = tmp_path / "i"
    with running(["db", "upgrade"], environment(instance), tmp_path / "output.txt") as process:
        assert process.wait(120) == 0
    with served(instance, "--no-worker", "--processes", "1"):
        found = modes(instance)
    assert (found.pop("i"), found.pop("output.txt")) == ("0o700", "0o644")
    assert {"crosstalk.db", "crosstalk.db-wal", "secret_key", "limits.db"} <= set(found) | {
        "limits.db"
    }
    assert set(found.values()) == {"0o600"}


def test_what_earlier_versions_left_readable_is_closed(tmp_path: Path) -> None:
    instance = tmp_path / "i"
    (instance / "outbox").mkdir(parents=True, mode=0o755)
    for name in ("crosstalk.db", "queue.db-wal", "secret_key", "outbox/one.eml", "notes.txt"):
        (instance / name).touch(mode=0o644)
    (instance / "other.db").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").touch(mode=0o644)
    make_private(instance)
    assert modes(instance) == {
        "i": "0o700",
        "outbox": "0o700",
        "crosstalk.db": "0o600",
        "queue.db-wal": "0o600",
        "secret_key": "0o600",
        "one.eml": "0o600",
        "notes.txt": "0o644",
        "other.db": "0o644",
    }


def test_a_shared_folder_stays_shared(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    make_private(shared)
    assert modes(shared) == {"shared": "0o1777"}
