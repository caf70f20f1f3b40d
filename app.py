"""The WSGI application: ``flask``, waitress and gunicorn find it here."""

from scheduler.web.factory import create_app

app = create_app()
