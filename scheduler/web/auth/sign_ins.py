"""Ties the session's cookie to a sign-in that the server can end."""

from datetime import UTC, datetime
from typing import Any

from flask import Flask, request, session
from flask_login.signals import user_logged_in, user_logged_out
from flask_security.signals import password_reset

from scheduler.domain.accounts.browsers import browser_in_words
from scheduler.models import User
from scheduler.services.accounts import sign_ins

KEY = "sign_in"
"""Where the session keeps the secret of its sign-in."""


def init_sign_ins(app: Flask) -> None:
    """Let nobody in whose sign-in has ended."""
    manager: Any = app.login_manager  # type: ignore[attr-defined]
    find_user = manager._user_callback

    @manager.user_loader
    def find(identity: str) -> User | None:
        user: User | None = find_user(identity)
        key = session.get(KEY)
        if user is None or not key or not sign_ins.holds(user.id, key, datetime.now(UTC)):
            return None
        return user

    # The library's tokens for programs know no end; nobody uses them.
    manager.request_loader(lambda _request: None)
    user_logged_in.connect(_begin, app)
    user_logged_out.connect(_end, app)
    password_reset.connect(_end_all, app)


def _begin(_app: Flask, user: User) -> None:
    browser = browser_in_words(request.headers.get("User-Agent", ""))
    session[KEY] = sign_ins.begin_sign_in(user.id, browser, datetime.now(UTC))
    # The library would give out a second cookie, which knows nothing of the sign-in.
    session.permanent = session.pop("_remember", None) == "set"


def _end(_app: Flask, **_user: User) -> None:
    if key := session.pop(KEY, None):
        sign_ins.end(key)
    session.permanent = False


def _end_all(_app: Flask, user: User, **_others: Any) -> None:
    sign_ins.end_all(user.id)
