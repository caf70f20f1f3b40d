import ast
import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.guards.files import ROOT, our_files, vendored_folders

LONGEST = 300
LONGEST_FUNCTION = 40
MOST_IN_A_FOLDER = 12
SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}"
    r"|\bxox[abpr]-[0-9A-Za-z-]{10,}|://[^/\s:@]+:[^/\s:@{]+@(?!localhost|127\.0\.0\.1|example)"
)
SOMEBODYS_MACHINE = re.compile(r"(?<![\w.])/(?:home|root|Users|work)/[\w.-]+")


def test_no_file_is_too_long_to_be_read() -> None:
    """A file past 300 lines is a question nobody has answered."""
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines())
        for path in our_files(".py", ".html", ".js", ".css")
        if "migrations" not in path.parts
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_no_function_is_too_long_to_be_followed() -> None:
    lengths = {
        f"{path.relative_to(ROOT)}: {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in our_files(".py")
        if "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}


def test_no_folder_is_too_long_to_be_looked_through() -> None:
    """A flat list of more than twelve files wants a room for each of its topics."""
    files = (path for path in our_files() if path.name != "__init__.py")
    sizes = Counter(str(path.parent.relative_to(ROOT)) for path in files)
    del sizes["scheduler/migrations/versions"]
    assert {name: size for name, size in sizes.items() if size > MOST_IN_A_FOLDER} == {}


@pytest.mark.parametrize("folder", vendored_folders(), ids=str)
def test_vendored_files_are_what_was_vendored(folder: Path) -> None:
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    promised = {name: digest for digest, name in (line.split(maxsplit=1) for line in lines)}
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.name not in ("README.md", "SHA256SUMS")
    }
    assert found == promised


@pytest.mark.parametrize("pattern", [SECRETS, SOMEBODYS_MACHINE], ids=["secrets", "machines"])
def test_no_file_holds_a_secret_or_a_path_of_one_machine(pattern: re.Pattern[str]) -> None:
    found = []
    for path in our_files():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        if path != Path(__file__):
            found += [f"{path.relative_to(ROOT)}: {hit.group()}" for hit in pattern.finditer(text)]
    assert found == []
