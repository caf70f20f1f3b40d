"""An import inside a function hides what a module needs: each says why it stands there."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.guards.files import ROOT

FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
IMPORTS = ast.Import | ast.ImportFrom


def test_an_import_inside_a_function_is_explained() -> None:
    """A comment stands above it, or above the imports that stand directly above it."""
    files = [*(ROOT / "scheduler").rglob("*.py"), ROOT / "app.py"]
    found = [f"{path.relative_to(ROOT)}:{line}" for path in files for line in _unexplained(path)]
    assert found == []


def _unexplained(path: Path) -> Iterator[int]:
    text = path.read_text()
    lines = text.splitlines()
    inside = {
        node.lineno
        for function in ast.walk(ast.parse(text))
        if isinstance(function, FUNCTIONS)
        for node in ast.walk(function)
        if isinstance(node, IMPORTS)
    }
    for line in sorted(inside):
        above = line - 1
        while above in inside:
            above -= 1
        if not lines[above - 1].lstrip().startswith("#"):
            yield line
