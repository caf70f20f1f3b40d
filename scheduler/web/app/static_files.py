"""Static files that browsers keep: their addresses carry a digest of their content."""

import hashlib
from pathlib import Path
from typing import Any

from flask import Flask, Response, has_request_context, request, url_for

KEPT = "public, max-age=31536000, immutable"


def init_static_files(app: Flask) -> None:
    """Mark the addresses of static files, and let what is asked for by its mark be kept."""
    marks: dict[str, str] = {}

    def mark(filename: str) -> str:
        # Read once: a new version of the product is a new process.
        if filename not in marks:
            content = (Path(app.static_folder or "") / filename).read_bytes()
            marks[filename] = hashlib.sha256(content).hexdigest()[:12]
        return marks[filename]

    @app.url_defaults
    def add_mark(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "v" not in values:
            values["v"] = mark(values["filename"])

    addresses: dict[tuple[str, str], str] = {}

    def address(endpoint: str, **values: Any) -> str:
        """`url_for`, which works out the address of a static file once, as every page has many."""
        if endpoint != "static" or len(values) > 1:
            return url_for(endpoint, **values)
        known = (request.script_root if has_request_context() else "", values["filename"])
        if known not in addresses:
            addresses[known] = url_for(endpoint, **values)
        return addresses[known]

    app.jinja_env.globals["url_for"] = address

    @app.after_request
    def keep(response: Response) -> Response:
        found = request.endpoint == "static" and response.status_code in (200, 304)
        # An old mark may meet a new file while the product is upgraded: that is not kept.
        if found and request.args.get("v") == mark((request.view_args or {})["filename"]):
            response.headers["Cache-Control"] = KEPT
        return response
