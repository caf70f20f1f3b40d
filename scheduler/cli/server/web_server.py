"""The web server of one process: waitress on sockets that several processes share.

Waitress reads a request whole before it wakes a thread: who sends slowly, or stops halfway, holds
a connection and nothing else.
"""

import copy
import gc
import resource
import socket
import time
from collections.abc import Callable, Sequence
from functools import partial

from flask import Flask
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer, create_server
from waitress.utilities import Error, RequestEntityTooLarge

from scheduler.web.app.session_cookie import names_an_account

CONNECTIONS = 4000
"""How many visitors may hold a connection; those who send nothing are dropped in a minute."""

OTHER_FILES = 200
BACKLOG = 1024
ORGANISERS_BODY = 16 * 1024 * 1024
"""Bytes read at most of whoever is signed in, where files are uploaded; the application takes
half, and says so."""

STRANGERS_BODY = 1024 * 1024
"""Bytes read at most elsewhere; the application takes a few pages of text, and says so."""

DRAIN_SECONDS = 20.0
"""How long a server that was told to stop waits for the requests that it has begun."""

ONE_PRESS_SECONDS = 1.0
"""Within this, more than one signal is the same wish: `make` hands on what its group gets too."""

GRACE_SECONDS = 0.5
"""How long it reads, by then, what visitors have sent on the connections that they have."""


class SmallBodies(HTTPRequestParser):
    """Refuses a body by its announced length, before any of it is read or put on disk.

    ``uploads`` says by the header ``Cookie`` whether somebody may send the body of an upload.
    """

    adj: Adjustments
    error: Error | None

    def __init__(self, adj: Adjustments, uploads: Callable[[str], bool]) -> None:
        super().__init__(adj)
        self._uploads = uploads

    def parse_header(self, header_plus: bytes) -> None:
        """Choose the limit by the address and the cookie."""
        super().parse_header(header_plus)
        large = self.chunked or self.content_length >= STRANGERS_BODY
        if large and not (
            self.path.startswith("/organise/") and self._uploads(self.headers.get("COOKIE", ""))
        ):
            self.adj = copy.copy(self.adj)
            self.adj.max_request_body_size = STRANGERS_BODY

    def received(self, data: bytes) -> int:
        """Take what came and return how much of it belongs to this request."""
        taken: int = super().received(data)
        if isinstance(self.error, RequestEntityTooLarge):
            self.error = RequestEntityTooLarge("This is too large to be sent here.")
        return taken


class WebServer:
    """Serves the application from ``sockets`` until it is told to stop.

    ``threads`` is how many requests are served at once.
    """

    def __init__(self, app: Flask, sockets: Sequence[socket.socket], threads: int) -> None:
        self._map: dict[int, wasyncore.dispatcher] = {}
        self._server = create_server(
            app,
            map=self._map,
            sockets=list(sockets),
            threads=threads,
            ident=None,
            channel_timeout=60,
            # select() fails beyond 1,024 open files, and with it the whole server.
            asyncore_use_poll=True,
            connection_limit=most_connections(),
            backlog=BACKLOG,
            max_request_body_size=ORGANISERS_BODY,
        )
        self._adjustments: Adjustments = self._server.adj
        self._listening = [one for one in self._map.values() if isinstance(one, BaseWSGIServer)]
        parser = staticmethod(partial(SmallBodies, uploads=partial(names_an_account, app)))
        for one in self._listening:
            one.channel_class = type("Channel", (HTTPChannel,), {"parser_class": parser})
        self._stopping = False
        self._told = 0.0

    def stop(self) -> None:
        """Take no new requests, and let `run` return when those that were begun are answered.

        May be called by the handler of a signal; a second call, a second later, does not wait.
        """
        now = time.monotonic()
        if self._stopping:
            if now - self._told > ONE_PRESS_SECONDS:
                raise KeyboardInterrupt
            return
        self._stopping, self._told = True, now
        for one in self._listening:
            one.pull_trigger()

    def run(self, when_stopping: Callable[[], None] = lambda: None) -> None:
        """Serve until `stop`, call ``when_stopping``, then answer what was begun."""
        # What the program consists of is never garbage. To look through all of it takes Python 0.2
        # seconds, in which no phone is answered.
        gc.collect()
        gc.freeze()
        try:
            while not self._stopping:
                self._turn()
            when_stopping()
            self._drain()
        except KeyboardInterrupt:
            pass
        self._server.task_dispatcher.shutdown()
        wasyncore.close_all(self._map)

    def _turn(self, seconds: float = 1.0) -> None:
        wasyncore.loop(timeout=seconds, use_poll=True, map=self._map, count=1)

    def _drain(self) -> None:
        for one in self._listening:
            # Its trigger stays: by that the threads tell that an answer is ready.
            wasyncore.dispatcher.close(one)
        end = time.monotonic() + DRAIN_SECONDS
        # A request may have been sent that no thread has had the time to look at.
        sent = time.monotonic() + GRACE_SECONDS
        while self._channels() and time.monotonic() < sent:
            self._turn(GRACE_SECONDS / 5)
        # What a phone on a bad line has begun to send comes in pieces.
        while self._receiving() and time.monotonic() < end:
            self._turn(GRACE_SECONDS / 5)
        # No channel may look ahead at another request: none is readable from here on.
        self._adjustments.channel_request_lookahead = -1
        while self._answering() and time.monotonic() < end:
            self._turn()

    def _answering(self) -> bool:
        return any(one.requests or one.total_outbufs_len for one in self._channels())

    def _receiving(self) -> bool:
        return any(one.request is not None for one in self._channels())

    def _channels(self) -> list[HTTPChannel]:
        return [one for one in list(self._map.values()) if isinstance(one, HTTPChannel)]


def listen(host: str, port: int) -> list[socket.socket]:
    """Return a socket for each address of the host. Raises OSError if one cannot be used."""
    found, flags = [], socket.AI_PASSIVE
    for family, kind, protocol, _, address in dict.fromkeys(
        socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags)
    ):
        one = socket.socket(family, kind, protocol)
        found.append(one)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        one.bind(address)
        one.listen(BACKLOG)
    return found


def most_connections() -> int:
    """Return how many connections may be open at once, after asking for as many as we want.

    The system's limit on open files is raised as far as it lets us; some of the files are kept
    for the database, the logs and whatever a request opens.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return CONNECTIONS if soft == resource.RLIM_INFINITY else max(50, soft - OTHER_FILES)
