"""The commands on a database that cannot be used: one sentence each."""

from pathlib import Path

import flask_migrate
import pytest
from click.testing import Result
from flask import Flask

from scheduler.models import Event, db
from scheduler.models.failures import DAMAGED, NO_TABLES, READ_ONLY
from tests.processes import environment, free_port, running


def said(arguments: list[str], instance: Path, **settings: str) -> tuple[int, str]:
    """The status and all the output of the command."""
    output = instance / "output.txt"
    instance.mkdir(exist_ok=True)
    with running(arguments, environment(instance, **settings), output) as process:
        status = process.wait(120)
    return status, output.read_text()


@pytest.mark.parametrize("command", [["setup-link"], ["db", "upgrade"], ["serve"]], ids=" ".join)
def test_a_damaged_file_is_one_sentence(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "crosstalk.db").write_bytes(b"no longer a database" * 1000)
    assert said(command, tmp_path, PORT=str(free_port())) == (1, f"{DAMAGED}\n")


def test_a_database_without_tables_is_one_sentence(tmp_path: Path) -> None:
    assert said(["setup-link"], tmp_path) == (1, f"{NO_TABLES}\n")


def test_a_database_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "own.db"
    assert said(["db", "upgrade"], tmp_path, DATABASE_URL=f"sqlite:///{path}")[0] == 0
    url = f"sqlite:///file:{path}?mode=ro&uri=true"
    assert said(["setup-link"], tmp_path, DATABASE_URL=url) == (1, f"{READ_ONLY}\n")


QUESTION = (
    "This database holds 1 account and 1 event. Going back takes tables and columns away with all "
    "that they hold; only a backup brings it back. Go on? "
)


def go_back(app: Flask, *arguments: str, answer: str = "") -> Result:
    return app.test_cli_runner().invoke(args=["db", "downgrade", "base", *arguments], input=answer)


@pytest.mark.parametrize("answer", ["n\n", "\n", ""])
def test_a_filled_database_is_not_taken_back_without_a_yes(
    app: Flask, event: Event, answer: str
) -> None:
    done = go_back(app, answer=answer)
    assert (done.exit_code, done.stdout.partition("[")[0]) == (1, QUESTION)
    assert db.session.query(Event).count() == 1


@pytest.mark.parametrize(("arguments", "answer"), [((), "y\n"), (("--yes",), "")])
def test_it_is_taken_back_when_somebody_says_so(
    app: Flask, event: Event, arguments: tuple[str, ...], answer: str
) -> None:
    assert go_back(app, *arguments, answer=answer).exit_code == 0
    db.engine.dispose()
    with pytest.raises(Exception, match="event"):
        db.session.query(Event).count()


def test_an_empty_database_is_taken_back_without_a_question(app: Flask) -> None:
    done = go_back(app)
    assert (done.exit_code, "Go on?" in done.output) == (0, False)
    flask_migrate.upgrade()
