"""The first part of requirements.txt is what the product imports, or says for whom else it is."""

import ast
import re
import sys
from importlib.metadata import packages_distributions

from tests.guards.files import ROOT


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _imported() -> set[str]:
    """The packages of what app.py and the modules of scheduler import."""
    found: set[str] = set()
    for path in (ROOT / "app.py", *(ROOT / "scheduler").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.partition(".")[0])
    packages = packages_distributions()
    foreign = found - sys.stdlib_module_names - {"scheduler"}
    return {_key(package) for name in foreign for package in packages[name]}


def test_what_is_imported_is_named_with_its_need() -> None:
    first, _ = (ROOT / "requirements.txt").read_text().split("\n\n", 1)
    lines = [line for line in first.splitlines() if not line.startswith("#")]
    named = {_key(re.match(r"[\w.-]+", line)[0]): line.partition("#")[2].strip() for line in lines}
    assert {name for name, need in named.items() if not need.startswith("for ")} == _imported()
    assert [name for name, need in named.items() if not need] == []
