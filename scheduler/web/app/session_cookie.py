"""What a request's cookies tell before the request has been read."""

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadData
from werkzeug.http import parse_cookie


def names_an_account(app: Flask, cookies: str) -> bool:
    """Whether there is a session of ours for an account in the header ``Cookie``.

    Nobody else can have made it; whether it has been signed out meanwhile is asked later.
    """
    interface = app.session_interface
    assert isinstance(interface, SecureCookieSessionInterface)
    signer = interface.get_signing_serializer(app)
    assert signer, "there is a secret key"
    value = parse_cookie(cookies).get(interface.get_cookie_name(app), "")
    longest = int(app.permanent_session_lifetime.total_seconds())
    try:
        return "_user_id" in signer.loads(value, max_age=longest)
    except BadData:
        return False
