"""Who writes in a service ends its transaction, or says that it is the caller's."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.guards.files import ROOT

SERVICES = ROOT / "scheduler" / "services"
WRITES = {f"db.session.{name}" for name in ("add", "add_all", "delete", "flush")} | {"changed_rows"}
ENDS = {"transaction", "commit"}
SAYS = re.compile(r"caller's\s+transaction")


@dataclass(frozen=True)
class Function:
    """A function of a service. ``says``: that it is part of the caller's transaction."""

    name: str
    calls: frozenset[str]
    says: bool
    method: bool

    @property
    def ends(self) -> bool:
        """Whether it ends a transaction of its own."""
        return not self.calls.isdisjoint(ENDS)

    def writes(self, parts: set[str]) -> bool:
        """Whether it writes, or calls what is part of its transaction."""
        return not self.calls.isdisjoint(WRITES | parts)


def functions(module: str) -> Iterator[Function]:
    """Every public function; what its class or module says of transactions holds for it too."""
    yield from _below(ast.parse(module), said="")


def _below(node: ast.Module | ast.ClassDef, said: str) -> Iterator[Function]:
    said += ast.get_docstring(node) or ""
    for each in node.body:
        if isinstance(each, ast.ClassDef):
            yield from _below(each, said)
        elif isinstance(each, ast.FunctionDef) and not each.name.startswith("_"):
            told = said + (ast.get_docstring(each) or "")
            part = bool(SAYS.search(told))
            yield Function(each.name, frozenset(_calls(each)), part, isinstance(node, ast.ClassDef))


def _calls(function: ast.FunctionDef) -> Iterator[str]:
    """What is called, without what the function was handed; "x.y" is "y" as well."""
    handed = {each.arg for each in function.args.args}
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and (name := ast.unparse(node.func)) not in handed:
            yield from {name, name.split(".")[-1]}


def open_ends(modules: dict[str, str]) -> list[str]:
    """Public functions that write, but neither end the transaction nor say whose it is."""
    found = {name: list(functions(text)) for name, text in modules.items()}
    saying = [each for every in found.values() for each in every if each.says and not each.method]
    parts: set[str] = set()
    while more := {each.name for each in saying if each.writes(parts)} - parts:
        parts |= more
    return [
        f"{module}: {each.name}"
        for module, every in found.items()
        for each in every
        if each.writes(parts) and not each.says and not each.ends
    ]


def test_whoever_writes_ends_the_transaction_or_says_whose_it_is() -> None:
    paths: list[Path] = sorted(SERVICES.rglob("*.py"))
    modules = {str(path.relative_to(SERVICES)): path.read_text() for path in paths}
    assert set(open_ends(modules)) == set()


def test_the_guard_sees_who_writes_and_ends_nothing() -> None:
    module = '''
def part():
    """In the caller's transaction."""
    db.session.add(1)
def whole():
    with transaction():
        part()
def open_end():
    part()
def bare():
    changed_rows(1)
def looks():
    db.session.scalar(1)
'''
    assert open_ends({"m.py": module}) == ["m.py: open_end", "m.py: bare"]
