"""The JSON API under /api/v1, and its description as OpenAPI."""

from hashlib import sha256
from typing import Any, Final

from flask import Flask, Request, Response, abort
from flask_limiter.util import get_remote_address
from flask_smorest import Api, Blueprint
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import Unauthorized

from scheduler.errors import InvalidInput, NoRight, NotFound, RuleBroken
from scheduler.web.api.keyed import sent_key
from scheduler.web.api.schemas import ErrorSchema
from scheduler.web.app.errors.programs import json_domain_error, json_http_error
from scheduler.web.app.extensions import csrf, limiter
from scheduler.web.shared.numbers import RowNumber

VERSION: Final = "v1"
PER_MINUTE: Final = 240
"""Requests of one key; a program that asks more often is told when to come again."""
GUESSES_PER_MINUTE: Final = 60
"""Requests of one address with keys that do not work, whichever they are."""


class _Body(FlaskParser):
    """Reads what was sent as JSON, or says why it cannot."""

    def load_json(self, req: Request, schema: Any) -> Any:
        """Return what the body holds. 415: it is sent as something else; 400: it is no JSON."""
        if not req.is_json:
            abort(415)
        try:
            return super().load_json(req, schema)
        except (RecursionError, ValueError):
            # Nested too deep, or a number of thousands of digits.
            abort(400)


class _Blueprint(Blueprint):
    ARGUMENTS_PARSER = _Body()


blueprint = _Blueprint(
    "api", "crosstalk", url_prefix=f"/api/{VERSION}", description="Events, their people and rounds."
)


class _Described(Api):
    """The description alone: errors are those of the whole application."""

    ERROR_SCHEMA = ErrorSchema

    def _register_error_handlers(self) -> None:
        """Leave the pages' errors alone; see `web.app.errors` for those of the API."""


def init_api(app: Flask) -> None:
    """Answer under /api. No cookie is read there, so no form's token is asked for either."""
    app.config.update(
        API_TITLE="Crosstalk",
        API_VERSION=VERSION,
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api",
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={
            "servers": [{"url": app.config["SITE_URL"] or "/"}],
            "security": [{"key": []}],
            "components": {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
        },
    )
    api: Any = _Described(app)
    api.register_converter(RowNumber, lambda _converter: {"type": "integer"})
    api.register_blueprint(blueprint)


def _whose() -> str:
    """Requests are counted for each key; without one, for each address."""
    key = sent_key()
    return f"key {sha256(key.encode()).hexdigest()}" if key else get_remote_address()


def _was_refused(response: Response) -> bool:
    """Whether the request came without a key that works: guesses alone are counted."""
    return response.status_code == 401


csrf.exempt(blueprint)
limiter.limit(
    f"{GUESSES_PER_MINUTE} per minute", key_func=get_remote_address, deduct_when=_was_refused
)(blueprint)
limiter.limit(f"{PER_MINUTE} per minute", key_func=_whose)(blueprint)
for _kind, _status in ((NotFound, 404), (NoRight, 403), (RuleBroken, 409), (InvalidInput, 422)):
    blueprint.register_error_handler(_kind, json_domain_error(_status))
blueprint.register_error_handler(Unauthorized, json_http_error)
