"""The WSGI application: ``flask``, waitress and gunicorn find it here."""

from scheduler.errors import InvalidInput
from scheduler.web.factory import create_app

try:
    app = create_app()
except InvalidInput as error:
    # A setting that cannot be used is one sentence for whoever set it, not a stack trace.
    raise SystemExit(error.sentence) from None
