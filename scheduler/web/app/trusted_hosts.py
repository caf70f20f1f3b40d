"""By which names this server may be asked for: another's name must not get into an email."""

import re
import socket
from collections.abc import Iterable
from contextlib import closing
from typing import TYPE_CHECKING

from flask import Flask, Response

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104
OUTSIDE = ("192.0.2.1", 9)
"""An address of the internet that is nobody's; nothing is sent to it."""

HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^\[\]:@/]+)(?::[0-9]{1,5})?", re.IGNORECASE)
REFUSAL = "This server is not known by that name.\n"


class TrustedHosts:
    """Answers 400 to requests that name another host than ``app.config["HOSTS"]`` lists.

    In front of the application, whose error pages would have to build addresses of that host.
    (The framework's own check takes no addresses of IPv6.)
    """

    def __init__(self, app: Flask) -> None:
        self._app, self._next = app, app.wsgi_app

    def __call__(self, request: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        """Hand the request on, or refuse it."""
        named = request.get("HTTP_HOST")
        if named is None or self._is_ours(named):
            return self._next(request, start)
        refusal = Response(REFUSAL, 400, {"X-Content-Type-Options": "nosniff"}, "text/plain")
        return refusal(request, start)

    def _is_ours(self, named: str) -> bool:
        found = HOST.fullmatch(named)
        return found is not None and found.group(1).lower() in self._app.config["HOSTS"]


def trusted_hosts(site: str | None, listening: str) -> list[str]:
    """Return the hosts a request may name.

    ``site`` is the host of the public address; health checks may come by the loopback address.
    Without it no email leaves the server, and the names and addresses of this machine are right,
    as far as they are known without asking others. ``listening`` is where it listens.
    """
    if site:
        return [_bracketed(site), *LOOPBACK]
    own = socket.gethostname().lower()
    here = [_address_outside()] if listening in EVERY_ADDRESS else [listening]
    return list(
        dict.fromkeys([*LOOPBACK, own, f"{own}.local", *map(_bracketed, filter(None, here))])
    )


def _address_outside() -> str:
    """This machine's address in its network, or nothing if it is in none."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as asking:
        try:
            asking.connect(OUTSIDE)
        except OSError:
            return ""
        return str(asking.getsockname()[0])


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
