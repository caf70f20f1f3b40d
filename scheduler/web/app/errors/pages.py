"""Error pages: what happened and what to do, never a stack trace."""

from flask import Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from scheduler.errors import InvalidInput, NoRight, NotFound, RuleBroken
from scheduler.models import db
from scheduler.models.failures import sentence_of
from scheduler.web.app.config import ROOT
from scheduler.web.app.errors.programs import for_programs, json_error, json_http_error
from scheduler.web.app.limits import retry_header, try_again_sentence
from scheduler.web.app.logs import log
from scheduler.web.shared.typed import Typed, page_before, typed_here

TITLES = {
    400: "That could not be read",
    403: "You may not do this",
    404: "There is nothing here",
    405: "That is not possible here",
    409: "That is not possible now",
    413: "That is too much at once",
    429: "Too many tries",
    500: "Something went wrong on our side",
    503: "This server cannot answer at the moment",
}
TOO_LONG = "This page was open for too long. Please go back, reload it and try again."
TOO_LONG_KEPT = (
    "This page was open for too long. Nothing is saved yet, and nothing you typed is lost: look at "
    "it, then send it once more."
)
OWN_LINK = "This link does not work"
OWN_LINK_WAY = (
    "A part of it may be missing, or it is an old one. Open the newest email about the event and "
    "use the link in it. You have none? The page where you signed up sends your link again."
)
DESK_LINK_WAY = "It has ended, or a part of it is missing. Ask the organiser for a new one."
LINKS = {"/me/": OWN_LINK_WAY, "/desk/": DESK_LINK_WAY}
"""What to do where a secret link leads nowhere, by the beginning of its address."""
AGAIN = (400, 409, 429, 500, 503)
"""Errors after which sending the same once more can help."""
SENTENCES = {
    400: "Please go back and try again.",
    403: "Ask an owner of your organisation to do it, or to give you the right.",
    404: "The link may be mistyped, or the page may have been removed.",
    405: "Please go back and use the button on the page.",
    413: "The largest file that can be uploaded is 8 MB, and a form takes a few pages of text.",
    500: "Nothing was saved. Please try again; if it happens again, tell whoever runs this server.",
    503: "Nothing was saved: the server cannot use its database. Please try again in a few "
    "minutes; if it happens again, tell whoever runs this server.",
}


def init_errors(app: Flask) -> None:
    """Register a page for each kind of error."""
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(NotFound, lambda error: error_page(404, error.sentence))
    app.register_error_handler(NoRight, lambda error: error_page(403, error.sentence))
    app.register_error_handler(RuleBroken, lambda error: error_page(409, error.sentence))
    app.register_error_handler(InvalidInput, lambda error: error_page(400, error.sentence))
    app.register_error_handler(Exception, _crash)


def error_page(
    status: int,
    sentence: str | None = None,
    back: str | None = None,
    contact: str | None = None,
) -> tuple[str, int]:
    """Return the page for an error.

    ``back`` leads somebody back to their own page; without it, who pressed a button is led back
    to the page that the button stood on. ``contact`` is the address of whom to ask.
    """
    title = TITLES.get(status, TITLES[400])
    way = next((way for start, way in LINKS.items() if request.path.startswith(start)), None)
    own_link = status == 404 and not sentence and way is not None
    if own_link:
        title, sentence = OWN_LINK, way
    return (
        render_template(
            "errors/error.html",
            title=title,
            sentence=sentence or SENTENCES.get(status, SENTENCES[400]),
            back=back or page_before(),
            contact=contact,
            own_link=own_link,
            missing=status == 404,
            typed=_typed(status),
            again=status in AGAIN,
            request_id=g.get("request_id") if status >= 500 else None,
        ),
        status,
    )


def http_error(error: HTTPException) -> ResponseReturnValue:
    """Return the page for an error of the protocol."""
    if for_programs():
        return json_http_error(error)
    if error.code is None or error.code < 400:
        return error.get_response()
    sentence = try_again_sentence(kept=False) if error.code == 429 else None
    body, status = error_page(error.code, sentence)
    response = error.get_response()
    if error.code == 429:
        response.headers.update(retry_header())
    response.set_data(body)
    response.content_type = "text/html; charset=utf-8"
    response.status_code = status
    return response


def csrf_error(_error: CSRFError) -> ResponseReturnValue:
    """Return the page for a form whose token is none of ours."""
    return error_page(400, TOO_LONG_KEPT if _typed(400) else TOO_LONG)


def _typed(status: int) -> Typed | None:
    """What somebody wrote into the form that failed, unless there is nothing to show."""
    # Passwords are typed at the library's doors; they are never shown.
    if status == 413 or request.blueprint in (None, "auth", "security"):
        return None
    typed = typed_here()
    return typed if typed and typed.shown else None


def _crash(error: Exception) -> ResponseReturnValue:
    db.session.rollback()
    if isinstance(error, SQLAlchemyError) and (why := sentence_of(error)):
        log.error("database", id=g.get("request_id"), why=why)
        if for_programs():
            return json_error(503)
        # Templates know who is signed in; for that the sign-in library would ask the database.
        g._login_user = current_app.login_manager.anonymous_user()  # type: ignore[attr-defined]
        return *error_page(503), {"Retry-After": "60"}
    # The exception's text may quote what a person typed; its type and place do not.
    trace, place = error.__traceback__, ""
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.startswith(str(ROOT)) and "site-packages" not in file:
            place = f"{file}:{trace.tb_lineno}"
        trace = trace.tb_next
    log.error("crash", id=g.get("request_id"), kind=type(error).__name__, place=place)
    return json_error(500) if for_programs() else error_page(500)
