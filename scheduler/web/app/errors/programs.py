"""Errors of the JSON API: an object with one sentence, and the fields that it is about."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from scheduler.errors import CrosstalkError
from scheduler.web.app.limits import retry_header

SENTENCES: Final[Mapping[int, str]] = {
    400: "This is not JSON that can be read.",
    401: "Send a key that works, as “Authorization: Bearer …”. Owners make keys under Team.",
    404: "There is nothing here, or it is another organisation's.",
    405: "This address does not take that method; see /api/openapi.json.",
    413: "This is more than 64 kB: send it in parts.",
    415: "Send JSON, with the header “Content-Type: application/json”.",
    422: "Some of what was sent cannot be used.",
    429: "This was asked too often. “Retry-After” says when to ask again.",
    500: "Nothing was saved. Try again; if it happens again, tell whoever runs this server.",
    503: "Nothing was saved: the server cannot use its database. Try again in a few minutes.",
}


def for_programs() -> bool:
    """Whether the request is for the JSON API."""
    return request.path.startswith("/api/")


def json_error(
    status: int, sentence: str | None = None, fields: Mapping[str, Any] | None = None
) -> tuple[Response, int]:
    """Return the answer for an error."""
    said: dict[str, Any] = {"error": sentence or SENTENCES.get(status, SENTENCES[400])}
    return jsonify(said | ({"fields": fields} if fields else {})), status


def json_http_error(error: HTTPException) -> ResponseReturnValue:
    """Return the answer for an error of the protocol, or for input that the library refused."""
    if error.code is None or error.code < 400:
        return error.get_response()
    refused = (getattr(error, "data", None) or {}).get("messages", {}).get("json")
    fields = refused if isinstance(refused, Mapping) else None
    answer, status = json_error(error.code, fields=fields)
    answer.headers.extend(
        [(key, value) for key, value in error.get_headers() if key in ("Allow", "Retry-After")]
    )
    if status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    if status == 429:
        answer.headers.update(retry_header())
    return answer, status


def json_domain_error(status: int) -> Any:
    """Return a handler that answers our own errors with that status."""

    def handle(error: CrosstalkError) -> ResponseReturnValue:
        fields = {error.field: [error.sentence]} if error.field else None
        return json_error(status, error.sentence, fields)

    return handle
