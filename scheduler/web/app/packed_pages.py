"""Long pages are sent compressed, so that a slow phone has them sooner.

Whoever listens to the network and can make a browser ask again and again learns from the length of
a compressed answer whether a guess stands in it twice. So each answer is longer by a number of
bytes that is drawn anew, as other frameworks do it, too.
"""

import gzip
import io
import secrets
from typing import Final

from flask import Flask, Response, request

SHORT: Final = 8 * 1024
"""Bytes of a page that is sent as it is: it fits into the first packets anyway."""
MOST_RANDOM: Final = 100
LEVEL: Final = 4


def init_packed_pages(app: Flask) -> None:
    """Compress long pages for browsers that take them."""

    @app.after_request
    def pack(response: Response) -> Response:
        if response.mimetype != "text/html" or response.is_streamed or response.content_encoding:
            return response
        response.vary.add("Accept-Encoding")
        page = response.get_data()
        if len(page) >= SHORT and "gzip" in request.accept_encodings:
            response.set_data(_packed(page))
            response.content_encoding = "gzip"
        return response


def _packed(page: bytes) -> bytes:
    found = io.BytesIO()
    # The name of the file, which no browser reads, has a length of its own each time.
    name = "a" * secrets.randbelow(MOST_RANDOM)
    with gzip.GzipFile(name, "wb", compresslevel=LEVEL, fileobj=found, mtime=0) as file:
        file.write(page)
    return found.getvalue()
