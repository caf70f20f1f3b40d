"""``flask plan`` alone: it needs no database, no settings and no pages, so none are loaded."""

from collections.abc import Sequence
from pathlib import Path

from flask import Flask

from scheduler.cli.plan import plan_command


def only_plans(arguments: Sequence[str]) -> bool:
    """Whether a process with these arguments (``sys.argv``) is `flask plan …`."""
    program = Path(arguments[0]) if arguments else Path()
    is_flask = program.stem == "flask" or program.parts[-2:] == ("flask", "__main__.py")
    return is_flask and list(arguments[1:2]) == ["plan"]


def create_planner() -> Flask:
    """Return an application that has the one command; reads no setting and writes nothing."""
    app = Flask("scheduler")
    app.cli.add_command(plan_command)
    return app
