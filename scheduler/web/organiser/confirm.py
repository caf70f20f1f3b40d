"""Pages that ask before they do: what is said and done at one address."""

from collections.abc import Callable

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue


def asked_first(
    page: Callable[[], ResponseReturnValue], act: Callable[[], str], there: str
) -> ResponseReturnValue:
    """On a GET the page that asks; on a POST act, and go there with the sentence it returns."""
    if request.method != "POST":
        return page()
    flash(act())
    return redirect(there, 303)
