"""Where `flask plan` writes: files, the standard output, and places that cannot be written to."""

from pathlib import Path

import pytest

from tests.cli.planning import Write, people_csv, run

SHAPE = ("--rounds=2", "--pairs", "--seconds=10")
"""Proven best in a moment; the clock of a busy machine does not decide."""


def test_a_dash_is_the_standard_output(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = write("p.csv", people_csv(6))
    monkeypatch.chdir(tmp_path)
    dash = run(people, *SHAPE, "--out=-", "--format=csv")
    assert (dash.exit_code, dash.stdout) == (0, run(people, *SHAPE, "--format=csv").stdout)
    assert [path.name for path in tmp_path.iterdir()] == ["p.csv"]


@pytest.mark.parametrize(
    ("place", "complaint"),
    [
        ("nowhere/plan.json", "Error: --out nowhere/plan.json: there is no such directory."),
        ("/dev/full", "Error: /dev/full cannot be written: No space left on device."),
        ("/proc/plan.json", "Error: /proc/plan.json cannot be written: No such file or directory."),
    ],
)
def test_a_place_that_cannot_be_written_to_is_bad_usage(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, complaint: str
) -> None:
    people = write("p.csv", people_csv(6))
    monkeypatch.chdir(tmp_path)
    result = run(people, *SHAPE, "--out", place)
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, complaint)
    assert result.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == ["p.csv"]


@pytest.mark.parametrize(
    ("option", "complaint"),
    [
        ("--seed=-5", "Error: Invalid value for '--seed': -5 is not in the range x>=0."),
        (
            "--tables=40000",
            "Error: Invalid value for '--tables': 40000 is not in the range 1<=x<=10000.",
        ),
    ],
)
def test_numbers_nobody_can_plan_with_are_bad_usage(
    write: Write, option: str, complaint: str
) -> None:
    shape = () if option.startswith("--tables") else ("--pairs",)
    result = run(write("p.csv", people_csv(6)), "--rounds=2", *shape, option)
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, complaint)
