"""The file of a backup notices every damaged byte, also between and behind its members."""

import gzip
import hashlib
import io
import os
import resource
import tarfile
from pathlib import Path

import pytest

from scheduler.errors import InvalidInput
from scheduler.services.background.backup import archive

# The moment, level and system that gzip notes in its head: nothing reads them.
NOT_READ = range(4, 10)


def made(folder: Path) -> tuple[Path, bytes]:
    """A backup of two small members that hardly compress, and its bytes."""
    parts = folder / "parts"
    parts.mkdir()
    noise = b"".join(hashlib.sha256(bytes([n])).digest() for n in range(8))
    (parts / archive.DATABASE).write_bytes(noise)
    (parts / archive.SECRET).write_text("a secret")
    file = folder / "all.backup"
    archive.write_archive(file, parts, "2026-11-27T08:00:00+00:00", "0123456789ab", {"event": 1})
    return file, file.read_bytes()


def test_a_full_temporary_folder_is_no_fault_of_the_backup(tmp_path: Path) -> None:
    file, whole = made(tmp_path)
    out = tmp_path / "out"
    out.mkdir()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4, hard))
    try:
        with pytest.raises(InvalidInput) as refused:
            archive.read_archive(file, out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert refused.value.sentence == (
        f"A part of the backup cannot be written to {out} (File too large). Is there room? TMPDIR "
        "names another folder."
    )
    assert file.read_bytes() == whole


def test_a_place_that_knows_no_links_keeps_backups_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_paths: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refused)
    file, whole = made(tmp_path)
    with pytest.raises(InvalidInput) as again:
        archive.write_archive(file, tmp_path / "parts", "2026", "0123456789ab", {})
    assert again.value.sentence == f"{file} exists already; nothing was written."
    assert (file.read_bytes(), sorted(p.name for p in tmp_path.iterdir())) == (
        whole, ["all.backup", "parts"],
    )  # fmt: skip


def test_every_damaged_byte_is_noticed(tmp_path: Path) -> None:
    file, whole = made(tmp_path)
    out = tmp_path / "out"
    out.mkdir()
    expected = archive.read_archive(file, out)
    unnoticed = []
    for place, byte in enumerate(whole):
        file.write_bytes(whole[:place] + bytes([byte ^ 0xFF]) + whole[place + 1 :])
        try:
            assert archive.read_archive(file, out) == expected
        except InvalidInput:
            continue
        unnoticed.append(place)
    assert unnoticed == list(NOT_READ)


@pytest.mark.parametrize("kept", [0, 1, 9, 200, -9, -8, -1])
def test_a_part_is_no_backup(tmp_path: Path, kept: int) -> None:
    file, whole = made(tmp_path)
    file.write_bytes(whole[:kept])
    with pytest.raises(InvalidInput, match="is no backup, or a part of it is missing or damaged"):
        archive.read_archive(file, tmp_path)


@pytest.mark.parametrize("how", ["files", "members", "behind the end"])
def test_two_backups_are_not_one(tmp_path: Path, how: str) -> None:
    file, whole = made(tmp_path)
    tar = gzip.decompress(whole)
    if how == "members":
        again = io.BytesIO(tar)
        with tarfile.open(fileobj=again, mode="a") as more:
            more.add(tmp_path / "parts" / archive.SECRET, archive.SECRET)
        tar = again.getvalue()
    twice = {
        "files": whole + whole,
        "members": gzip.compress(tar),
        "behind the end": gzip.compress(tar + tar),
    }
    file.write_bytes(twice[how])
    with pytest.raises(InvalidInput) as refused:
        archive.read_archive(file, tmp_path)
    assert refused.value.sentence == (
        f"{file} is more than one backup: give the file of one, as it was written."
    )
