"""One public name stands for one thing in the whole of scheduler/."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.guards.files import ROOT

VIEWS = {"get", "post", "route", "errorhandler"}
"""Decorators that make a function a view: it is called by its endpoint, which names its blueprint,
and may be called what the service is that it calls."""


def test_no_public_name_stands_for_two_things() -> None:
    places = defaultdict(list)
    for path in sorted((ROOT / "scheduler").rglob("*.py")):
        if "versions" not in path.parts:
            for name in _public_names(path):
                places[name].append(str(path.relative_to(ROOT)))
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def _public_names(path: Path) -> Iterator[str]:
    for node in ast.parse(path.read_text()).body:
        named = isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_")
        if named and not any(map(_makes_a_view, node.decorator_list)):
            yield node.name
        if isinstance(node, ast.Assign):
            yield from (t.id for t in node.targets if isinstance(t, ast.Name) and _is_type(t.id))


def _is_type(name: str) -> bool:
    """Whether a name is written as those of types are, which an alias has, too."""
    return re.match("[A-Z][a-z]", name) is not None


def _makes_a_view(decorator: ast.expr) -> bool:
    return (
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Attribute)
        and decorator.func.attr in VIEWS
    )
