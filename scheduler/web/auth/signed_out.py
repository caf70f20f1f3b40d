"""Somebody is signed out while they type: they sign in, and what they typed is there again."""

from collections.abc import Callable
from typing import Any

from flask import Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import Unauthorized

from scheduler.web.app.errors.pages import csrf_error
from scheduler.web.auth.forms import SignInForm
from scheduler.web.shared.typed import pack, page_before, typed_here, unpack

SIGNED_OUT = (
    "You’ve been signed out. Sign in again: what you typed is kept, and you can save it then."
)
SIGNED_OUT_TOO_LONG = (
    "You’ve been signed out, and what you typed is too long to be kept here. Go back in your "
    "browser and copy it before you sign in again."
)
CHOOSE_AGAIN = "You’ve been signed out. Sign in again, and choose the file once more."
ONCE_MORE = (
    "Press “Sign in” once more. If this comes back, your browser refuses cookies: allow them for "
    "this site, or use another browser. Signing in needs one."
)
ACCOUNT_MADE = (
    "Your account is made, but this browser did not keep you signed in: it refuses cookies. Allow "
    "them for this site, or use another browser, and sign in."
)


def init_signed_out(app: Flask) -> None:
    """Answer posts of the signed out, and let signing in bring back what they typed."""
    app.register_error_handler(Unauthorized, lambda _error: signed_out())
    app.register_error_handler(CSRFError, _not_our_token)
    app.view_functions["security.login"] = _bringing_back(app.view_functions["security.login"])


def signed_out() -> ResponseReturnValue:
    """Ask to sign in. What was posted is carried along; a bare button leads back to its page."""
    typed = typed_here()
    if typed is None or not (typed.shown or typed.had_file):
        return redirect(url_for("security.login", next=page_before()))
    form, notice = SignInForm(formdata=None), SIGNED_OUT_TOO_LONG
    if typed.had_file:
        notice, form.next.data = CHOOSE_AGAIN, typed.page
    elif packed := pack(typed):
        notice, form.typed.data = SIGNED_OUT, packed
    return _sign_in_page(form, notice, 401)


def _not_our_token(error: CSRFError) -> ResponseReturnValue:
    if request.endpoint == "security.login":
        return _sign_in_once_more()
    if request.endpoint == "security.logout" and not current_user.is_authenticated:
        return redirect(url_for("security.login"))
    if request.blueprint == "organiser" and not current_user.is_authenticated:
        return signed_out()
    return csrf_error(error)


def _sign_in_once_more() -> ResponseReturnValue:
    """The form with the address and all it carries; the password is typed again."""
    typed = unpack(request.form.get("typed", ""))
    if typed and current_user.is_authenticated and typed_here():
        # They have signed in in another window meanwhile.
        return render_template("auth/typed.html", typed=typed)
    return _sign_in_page(SignInForm(), ONCE_MORE, 400)


def _sign_in_page(form: SignInForm, notice: str, status: int) -> ResponseReturnValue:
    page = "security/login_user.html"
    return render_template(page, login_user_form=form, notice=notice), status


def _bringing_back(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let the view that signs in answer with what was typed before, if the form carried it."""

    def signing_in(*args: Any, **kwargs: Any) -> Any:
        if request.args.get("made") and not current_user.is_authenticated:
            return _sign_in_page(SignInForm(formdata=None), ACCOUNT_MADE, 200)
        answer = view(*args, **kwargs)
        typed = unpack(request.form.get("typed", "")) if request.method == "POST" else None
        if typed and current_user.is_authenticated:
            return render_template("auth/typed.html", typed=typed)
        return answer

    return signing_in
