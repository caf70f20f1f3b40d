"""The WSGI application: ``flask``, waitress and gunicorn find it here."""

import sys

from flask import Flask

from scheduler.errors import InvalidInput
from scheduler.web.cli.alone import create_planner, only_plans


def _application() -> Flask:
    if only_plans(sys.argv):
        return create_planner()
    from scheduler.web.factory import create_app

    try:
        return create_app()
    except InvalidInput as error:
        # A setting that cannot be used is one sentence for whoever set it, not a stack trace.
        raise SystemExit(error.sentence) from None


app = _application()
