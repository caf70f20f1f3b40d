"""A database that cannot be used is one sentence on the terminal, not a stack trace."""

import sys
from types import TracebackType

import click
from sqlalchemy.exc import SQLAlchemyError

from scheduler.models.failures import sentence_of


def say_failures_in_a_sentence() -> None:
    """Let this process end with a sentence where the database itself fails.

    Every other error keeps its trace: it is a fault of ours.
    """
    sys.excepthook = _say


def _say(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    sentence = sentence_of(error) if isinstance(error, SQLAlchemyError) else None
    if sentence is None:
        sys.__excepthook__(kind, error, trace)
    else:
        click.echo(sentence, err=True)
