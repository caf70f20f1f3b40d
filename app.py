"""The WSGI application: ``flask`` finds it here."""

import os
import sys

from flask import Flask

from scheduler.cli.alone import create_planner, only_plans
from scheduler.errors import InvalidInput


def _application() -> Flask:
    if only_plans(sys.argv):
        return create_planner()
    # What this process writes is for the account alone that runs it.
    os.umask(0o077)
    # Here, not above: `flask plan` needs no database and no pages, so it loads none.
    from scheduler.cli.commands import register_commands
    from scheduler.cli.failures import say_failures_in_a_sentence
    from scheduler.web.factory import create_app

    try:
        application = create_app()
    except InvalidInput as error:
        # A setting that cannot be used is one sentence for whoever set it, not a stack trace.
        raise SystemExit(error.sentence) from None
    register_commands(application)
    say_failures_in_a_sentence()
    return application


app = _application()
