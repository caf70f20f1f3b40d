"""``flask plan``: a list of people in, a plan out. Needs no database and no settings."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from scheduler.cli.plan_input import BadLines, PlanOptions, read_problem
from scheduler.domain.planning.alone import Sits, alone_in, alone_sentence
from scheduler.engine.problem import Problem
from scheduler.engine.result import Result, Settings
from scheduler.engine.rules import check
from scheduler.errors import InvalidInput
from scheduler.exports.lists import plan_json

_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
_MOST_TABLES = 10_000


@click.command("plan")
@click.argument("people", type=_FILE, metavar="PEOPLE.csv")
@click.option("--rounds", type=click.IntRange(min=1), required=True, help="Number of rounds.")
@click.option("--pairs", is_flag=True, help="Tables of two.")
@click.option("--table-size", type=click.IntRange(min=1), help="At most this many at a table.")
@click.option("--tables", type=click.IntRange(1, _MOST_TABLES), help="This many tables.")
@click.option(
    "--odd",
    type=click.Choice(["trio", "sit-out"]),
    default="trio",
    show_default=True,
    help="Pairs with an odd number present: one table of three, or one person sits out.",
)
@click.option("--history", type=_FILE, help="Pairs who met before; they do not count again.")
@click.option("--apart", type=_FILE, help="Pairs never at one table.")
@click.option("--together", type=_FILE, help="Pairs always at one table.")
@click.option("--must-meet", type=_FILE, help="Pairs who meet at least once.")
@click.option("--wish", type=_FILE, help="Pairs who would like to meet.")
@click.option("--apart-organisations", is_flag=True, help="Colleagues never share a table.")
@click.option("--continue", "plan", type=_FILE, metavar="PLAN.json", help="Plan the rest again.")
@click.option("--from-round", type=click.IntRange(min=1), help="First round to plan again.")
@click.option(
    "--prefer",
    type=click.Choice(["stability"]),
    help="With --continue: few people moved before anything but the rules.",
)
@click.option("--seconds", type=float, default=10.0, show_default=True, help="Limit of the search.")
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="Start of the random numbers.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Threads of the search; with 1, the same plan each time.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, writable=True, allow_dash=True, path_type=Path),
    help="Write here; - is the standard output.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "csv", "text"]),
    help="What is written; else as --out is named, or text.",
)
def plan_command(
    people: Path,
    out: Path | None,
    form: str | None,
    seconds: float,
    seed: int,
    workers: int,
    **choices: Any,
) -> None:
    """Plan the rounds of the people in PEOPLE.csv.

    The file has the columns name, organisation, sector and, where known, id, email,
    host_table, stays, arrives_round, leaves_after_round, priorities, offers, asks.
    Files of pairs have the columns a and b and hold ids (default: email, else name).
    """
    out = _place(out)
    with _interrupts() as interrupted:
        try:
            settings = Settings(seconds, seed, workers)
            problem, notes = read_problem(people, PlanOptions(**choices))
        except BadLines as error:
            click.echo("\n".join(error.lines), err=True)
            sys.exit(2)
        except InvalidInput as error:
            raise click.UsageError(error.sentence) from error
        for note in notes:
            click.echo(note, err=True)
        # Here, not above: a list that is refused need not wait until the solvers are loaded.
        from scheduler.engine.solve import solve

        result = solve(problem, settings, should_stop=interrupted)
    _finish(problem, result, out, form)


class _Unwritable(click.ClickException):
    """A place that cannot be written to is bad usage, not a contradiction of rules."""

    exit_code = 2

    def __init__(self, out: Path | None, error: OSError) -> None:
        place = "The standard output" if out is None else str(out)
        super().__init__(f"{place} cannot be written: {error.strerror}.")


def _place(out: Path | None) -> Path | None:
    """Where to write, None for the standard output; refuses, before any search, what cannot be."""
    if out is None or out == Path("-"):
        return None
    folder = out.absolute().parent
    if not folder.is_dir():
        raise click.UsageError(f"--out {out}: there is no such directory.")
    if not out.exists() and not os.access(folder, os.W_OK):
        raise click.UsageError(f"--out {out}: nothing can be written in that directory.")
    return out


@contextmanager
def _interrupts() -> Iterator[Callable[[], bool]]:
    """Turn Ctrl-C into a flag; a second Ctrl-C ends the program as usual."""
    if threading.current_thread() is not threading.main_thread():
        yield lambda: False
        return
    pressed = threading.Event()
    usual = signal.getsignal(signal.SIGINT)

    def press(_number: int, _frame: object) -> None:
        pressed.set()
        signal.signal(signal.SIGINT, usual)

    signal.signal(signal.SIGINT, press)
    try:
        yield pressed.is_set
    finally:
        signal.signal(signal.SIGINT, usual)


def _finish(problem: Problem, result: Result, out: Path | None, form: str | None) -> None:
    if result.rounds and (broken := check(problem, result.rounds)):
        click.echo("\n".join(violation.sentence for violation in broken), err=True)
        raise click.ClickException("The plan found breaks these rules, so it is not written.")
    form = form or {".json": "json", ".csv": "csv"}.get(out.suffix.lower() if out else "")
    match form:
        case "json":
            text = plan_json.plan_as_json(result)
        case "csv":
            text = plan_json.plan_as_csv(problem, result)
        case _:
            text = plan_json.plan_as_text(problem, result)
    _write(out, text)
    if out is not None:
        click.echo(plan_json.summary(problem, result))
    if not result.rounds:
        click.echo("\n".join(result.why_none), err=True)
        sys.exit(1)
    if alone := _alone(problem, result):
        click.echo(alone, err=True)
    if result.stopped:
        click.echo("Stopped: this is the best plan found so far.", err=True)


def _alone(problem: Problem, result: Result) -> str:
    """Who has a table to themselves, and how many tables would mend it; else nothing."""
    names = {key: person.name for key, person in problem.by_key.items()}
    return alone_sentence(
        alone_in(
            Sits(number, table, names.get(key, key))
            for number, seated in enumerate(result.rounds, start=1)
            for table, keys in enumerate(seated.tables, start=1)
            for key in keys
        ),
        again="",
    )


def _write(out: Path | None, text: str) -> None:
    """Write all or nothing; a pipe or device is written directly."""
    data = text.encode()
    try:
        if out is None:
            click.echo(data, nl=False)
        elif out.exists() and not out.is_file():
            out.write_bytes(data)
        else:
            partial = out.with_name(out.name + ".part")
            partial.write_bytes(data)
            partial.replace(out)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _Unwritable(out, error) from error
