"""`flask plan` as a process of its own: no settings, no database, nothing written beside."""

import subprocess
import sys
from pathlib import Path

import pytest

from scheduler.cli.alone import only_plans
from tests.cli.planning import Write, people_csv
from tests.processes import ROOT, environment


def test_settings_that_cannot_be_used_do_not_stop_it(write: Write, tmp_path: Path) -> None:
    instance = tmp_path / "instance"
    bad = environment(instance, DATABASE_URL="nonsense://", QUEUE_URL="nonsense", PORT="-")
    people = write("p.csv", people_csv(6))
    done = subprocess.run(
        [sys.executable, "-m", "flask", "plan", people, "--rounds=2", "--pairs", "--seconds=1"],
        cwd=ROOT,
        env=bad,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert not instance.exists()


@pytest.mark.parametrize(
    ("arguments", "alone"),
    [
        (["/venv/bin/flask", "plan", "people.csv"], True),
        (["/site-packages/flask/__main__.py", "plan"], True),
        (["/venv/bin/flask", "serve"], False),
        (["/venv/bin/flask"], False),
        (["/venv/bin/pytest", "plan"], False),
        (["/somewhere/__main__.py", "plan"], False),
        ([], False),
    ],
)
def test_only_flask_plan_goes_without_the_rest(arguments: list[str], alone: bool) -> None:
    assert only_plans(arguments) == alone
