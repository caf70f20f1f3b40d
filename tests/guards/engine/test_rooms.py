"""The engine can be drawn: seven modules that callers know, and rooms of a dozen at most."""

import ast
import sys
from pathlib import Path

from tests.guards.files import ROOT

ENGINE = ROOT / "scheduler" / "engine"
KNOWN = {"forecast", "matching", "problem", "result", "rules", "solve", "strategy"}
COMPILED = {"numba", "numpy"} | sys.stdlib_module_names


def _modules(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.py")} - {"__init__"}


def test_callers_find_seven_modules() -> None:
    assert _modules(ENGINE) == KNOWN


def test_no_room_has_more_than_twelve_modules() -> None:
    rooms = [path for path in ENGINE.rglob("*") if (path / "__init__.py").exists()]
    assert [room.name for room in rooms if len(_modules(room)) > 12] == []


def test_every_room_says_what_it_is_for() -> None:
    rooms = [path for path in (ENGINE, *ENGINE.rglob("*")) if (path / "__init__.py").exists()]
    texts = {room: ast.parse((room / "__init__.py").read_text()) for room in rooms}
    assert [room.name for room, tree in texts.items() if not ast.get_docstring(tree)] == []


def test_kernels_import_only_numpy_numba_and_one_another() -> None:
    used = set()
    for path in (ENGINE / "kernels").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                used |= {name.name for name in node.names}
            elif isinstance(node, ast.ImportFrom):
                used.add(node.module or "")
    ours = {name for name in used if name.startswith("scheduler.engine.kernels")}
    assert {name.partition(".")[0] for name in used - ours} <= COMPILED
