"""Static files that browsers keep, and that a slow phone has quickly.

Their addresses carry a digest of their content. Style sheets and scripts are sent compressed; the
sheets that every page needs are one file, so that a page waits for one answer and not for six.
"""

import gzip
import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from flask import Flask, Response, has_request_context, request, url_for

KEPT = "public, max-age=31536000, immutable"
SITE: Final = "css/site.css"
SHEETS: Final = ("tokens", "base", "layout", "forms", "parts", "round_table")
"""The style sheets that together are `SITE`, in their order."""
_PACKED: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
"""What is text and small: it is read once and kept in memory."""
_FONT: Final = re.compile(rb'url\("\.\./(fonts/[^"]+)"\)')


def init_static_files(app: Flask) -> None:
    """Mark the addresses of static files, and let what is asked for by its mark be kept."""
    files = _StaticFiles(app)
    app.url_defaults(files.add_mark)
    app.jinja_env.globals["url_for"] = files.address
    app.view_functions["static"] = files.serve
    app.after_request(files.keep)


class _StaticFiles:
    """The marks and addresses of an application's files, each worked out once.

    A new version of the product is a new process.
    """

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._marks: dict[str, str] = {}
        self._addresses: dict[tuple[str, str], str] = {}

    @property
    def _folder(self) -> Path:
        return Path(self._app.static_folder or "")

    def _marked(self, filename: str) -> str:
        if filename not in self._marks:
            self._marks[filename] = _mark(_content(self._folder, filename))
        return self._marks[filename]

    def add_mark(self, endpoint: str, values: dict[str, Any]) -> None:
        """Put the mark into the address of a static file."""
        if endpoint == "static" and "v" not in values:
            values["v"] = self._marked(values["filename"])

    def address(self, endpoint: str, **values: Any) -> str:
        """`url_for`, which works out the address of a static file once, as every page has many."""
        if endpoint != "static" or len(values) > 1:
            return url_for(endpoint, **values)
        known = (request.script_root if has_request_context() else "", values["filename"])
        if known not in self._addresses:
            self._addresses[known] = url_for(endpoint, **values)
        return self._addresses[known]

    def serve(self, filename: str) -> Response:
        """The file, compressed for who takes that."""
        kind = _PACKED.get(Path(filename).suffix)
        # What is not there, or not below the folder, is refused by the framework.
        if kind is None or (filename != SITE and not _is_ours(self._folder, filename)):
            return self._app.send_static_file(filename)
        return _from_memory(self._folder, filename, kind)

    def keep(self, response: Response) -> Response:
        """Let browsers keep for good what was asked for by its mark."""
        found = request.endpoint == "static" and response.status_code in (200, 304)
        # An old mark may meet a new file while the product is upgraded: that is not kept.
        if found and request.args.get("v") == self._marked((request.view_args or {})["filename"]):
            response.headers["Cache-Control"] = KEPT
        return response


def _from_memory(folder: Path, filename: str, kind: str) -> Response:
    packed = "gzip" in request.accept_encodings
    body = _body(folder, filename, packed)
    response = Response(body, mimetype=kind)
    response.cache_control.no_cache = True
    response.vary.add("Accept-Encoding")
    response.set_etag(_mark(body))
    if packed:
        response.content_encoding = "gzip"
    response.make_conditional(request)
    return response


def _is_ours(folder: Path, filename: str) -> bool:
    path = (folder / filename).resolve()
    return path.is_file() and path.is_relative_to(folder.resolve())


def _content(folder: Path, filename: str) -> bytes:
    """The file as it is sent: the fonts that a style sheet names carry their mark, too."""
    names = [f"css/{name}.css" for name in SHEETS] if filename == SITE else [filename]
    content = b"\n".join((folder / name).read_bytes() for name in names)
    if not filename.endswith(".css"):
        return content

    def marked(found: re.Match[bytes]) -> bytes:
        font = folder / found[1].decode()
        return b'url("../%b?v=%b")' % (found[1], _mark(font.read_bytes()).encode())

    return _FONT.sub(marked, content)


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


@lru_cache(maxsize=256)
def _body(folder: Path, filename: str, packed: bool) -> bytes:
    content = _content(folder, filename)
    return gzip.compress(content, mtime=0) if packed else content
