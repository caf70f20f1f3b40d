"""The secret that is made at the first start: one for all processes, and never an empty one."""

import threading
from pathlib import Path

import pytest

from scheduler.errors import InvalidInput
from scheduler.web.app.config import load_config
from scheduler.web.app.settings.secret_key import keep_another, kept_secret


def test_processes_that_start_at_once_have_one_secret(tmp_path: Path) -> None:
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda: found.append(kept_secret(tmp_path))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(found), len(set(found)), len(found[0])) == (8, 1, 64)
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


@pytest.mark.parametrize("content", [b"", b" \n", b"\xff\xfe\x00", None])
def test_one_that_is_empty_or_unreadable_refuses_to_start_in_a_sentence(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "secret_key"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    with pytest.raises(InvalidInput) as refused:
        load_config({"INSTANCE_DIR": str(tmp_path)})
    says = "is empty" if content is not None and not content.strip() else "cannot be read"
    assert refused.value.sentence == (
        f"{path} {says}. It keeps the secret that signs cookies and links: put it back from a "
        "backup, or delete it, and everybody signs in anew."
    )


def test_another_takes_its_place_only_where_one_is_kept(tmp_path: Path) -> None:
    assert not keep_another(tmp_path, "of the backup")
    kept_secret(tmp_path)
    assert keep_another(tmp_path, "of the backup")
    assert kept_secret(tmp_path) == "of the backup"
