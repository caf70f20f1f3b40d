"""Every module below the web has a test of its name, or is known to be tried from elsewhere."""

import ast
from pathlib import Path

from tests.guards.files import ROOT

BELOW = ("cli", "domain", "exports", "jobs", "mail")
"""Layers whose small modules may be tried by the test of another, which imports them."""

TRIED_FROM = {
    "cli/backup.py": "services/background/backup/test_restoring.py",
    "cli/downgrade.py": "cli/test_failing_database.py",
    "cli/failures.py": "cli/test_failing_database.py",
    "cli/server/children.py": "chaos/test_web_killed.py",
    "domain/afterwards/report_sentences.py": "web/public/afterwards/test_report.py",
    "domain/afterwards/telling.py": "web/public/afterwards/test_report.py",
    "domain/messages/inviting.py": "web/organiser/events/overview/test_balance.py",
    "domain/people/import_line.py": "domain/people/test_import_actions.py",
    "domain/people/questions/needs.py": "domain/people/test_fields.py",
    "domain/people/questions/values.py": "services/registration/answers/test_values.py",
    "domain/people/spelling.py": "domain/people/test_organisations.py",
    "domain/words/board.py": "services/planning/board/test_going.py",
    "domain/words/data_use.py": "web/public/registration/test_event.py",
    "domain/words/rounds_told.py": "services/planning/rounds/test_told.py",
    "exports/charts/growth.py": "web/public/afterwards/test_report.py",
    "exports/charts/report.py": "web/public/afterwards/test_report.py",
    "exports/charts/sector_bands.py": "exports/charts/test_network_map.py",
    "exports/lists/alphabets.py": "exports/lists/test_encodings.py",
    "exports/lists/sheet_marks.py": "exports/lists/test_workbook.py",
    "exports/paper/seated/hosts.py": "exports/paper/test_hosts.py",
    "exports/paper/seated/lists.py": "exports/paper/test_sheets.py",
    "exports/paper/seated/names.py": "exports/paper/test_sheets.py",
    "exports/paper/table_drawing.py": "exports/paper/test_sheets.py",
}
"""Modules that no test names or imports, each with the test that goes through it."""


def mirrors(module: Path) -> list[Path]:
    """What tries services/x/y.py: tests/services/x/test_y.py, or a file of that name below it."""
    inside = module.relative_to(ROOT / "scheduler")
    return sorted((ROOT / "tests" / inside.parent).rglob(f"test_{inside.name}"))


def _modules(layer: str) -> list[Path]:
    found = sorted((ROOT / "scheduler" / layer).rglob("*.py"))
    return [path for path in found if path.stem != "__init__"]


def _without(modules: list[Path]) -> set[str]:
    """Those of which no test has the name."""
    return {
        str(module.relative_to(ROOT / "scheduler"))
        for module in modules
        if not any("def test_" in test.read_text() for test in mirrors(module))
    }


def _imported_by_tests() -> set[str]:
    """The modules of scheduler that tests import, as paths."""
    found: set[str] = set()
    for path in (ROOT / "tests").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module:
                found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name.removeprefix("scheduler.").replace(".", "/") + ".py" for name in found}


def test_every_service_has_its_test() -> None:
    assert _without([*_modules("services"), ROOT / "scheduler" / "web" / "access.py"]) == set()


def test_every_module_below_has_a_test_or_is_known_to_be_tried_elsewhere() -> None:
    modules = [module for layer in BELOW for module in _modules(layer)]
    assert _without(modules) - _imported_by_tests() == set(TRIED_FROM)
    assert [test for test in TRIED_FROM.values() if not (ROOT / "tests" / test).is_file()] == []
