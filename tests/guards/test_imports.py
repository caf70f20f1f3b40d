import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import grimp

from tests.guards.files import ROOT


def _python(code: str) -> subprocess.CompletedProcess[str]:
    # Ample: after a change of a kernel the first to load the engine compiles all of them.
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=900
    )


def test_the_import_contracts_hold() -> None:
    done = _python("from importlinter.cli import lint_imports; raise SystemExit(lint_imports())")
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_modules_import_each_other_in_a_circle() -> None:
    """A circle of modules is refused, in every layer."""
    cache = str(ROOT / ".import_linter_cache")
    graph = grimp.build_graph("scheduler", include_external_packages=True, cache_dir=cache)
    imported = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    # Raises CycleError, which names the circle.
    TopologicalSorter(imported).prepare()


def test_the_engines_problem_loads_neither_the_web_nor_the_solvers() -> None:
    done = _python(
        "import sys, scheduler.engine.problem, scheduler.engine.rules\n"
        "heavy = {'flask', 'werkzeug', 'sqlalchemy', 'ortools', 'numba', 'numpy'}\n"
        "print(sorted(heavy & {name.partition('.')[0] for name in sys.modules}))"
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_solving_loads_no_web_and_no_database() -> None:
    done = _python(
        "import sys, scheduler.engine.solve\n"
        "web = {'flask', 'werkzeug', 'sqlalchemy', 'wtforms'}\n"
        "print(sorted(web & {name.partition('.')[0] for name in sys.modules}))"
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_no_process_of_the_server_begins_with_what_few_requests_need(tmp_path: Path) -> None:
    """A web process and a worker hold neither what reads pictures nor whole languages at first."""
    done = _python(
        "import os, sys\n"
        f"os.environ['INSTANCE_DIR'] = {str(tmp_path)!r}\n"
        "sys.argv = ['flask', 'worker']\n"
        "import app, babel.localedata\n"
        "heavy = {'PIL', 'ortools', 'pandas', 'numba', 'numpy', 'openpyxl', 'typst'}\n"
        "loaded = heavy & {name.partition('.')[0] for name in sys.modules}\n"
        "print(sorted(loaded), sorted(babel.localedata._cache))"
    )
    assert (done.stdout.strip(), done.stderr) == ("[] []", "")
