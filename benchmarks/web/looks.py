"""Looking at one page as fast as the server gives it, from many connections of one process.

It costs little processor time: what it takes, the server on the same machine does not get.
"""

import re
import selectors
import socket
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

HOST = "127.0.0.1"
LENGTH = re.compile(rb"(?i)\r\ncontent-length: (\d+)")


@dataclass
class _Visitor:
    connection: socket.socket
    asked: float = 0.0
    read: bytes = b""


@dataclass(frozen=True, slots=True)
class Looks:
    """The seconds each answer took, pages a second, other answers than 200, milliseconds of
    the server's processor for each page."""

    seconds: tuple[float, ...]
    rate: float
    errors: int
    processor: float


def look(port: int, path: str, visitors: int, looks: int, busy: Callable[[], float]) -> Looks:
    """Let each of the visitors ask for the page ``looks`` times, all at once.

    ``busy`` says how many seconds of processor the server has used so far.
    """
    request = f"GET {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\n\r\n".encode()
    times: list[float] = []
    errors = 0
    with selectors.DefaultSelector() as waiting:
        asked = dict.fromkeys(range(visitors), 0)
        used, began = busy(), perf_counter()
        for number in asked:
            one = _Visitor(socket.create_connection((HOST, port)))
            waiting.register(one.connection, selectors.EVENT_READ, (number, one))
            _ask(one, request)
        while waiting.get_map():
            for key, _ in waiting.select():
                number, one = key.data
                if not _whole(one):
                    continue
                times.append(perf_counter() - one.asked)
                errors += not one.read.startswith(b"HTTP/1.1 200 ")
                asked[number] += 1
                if asked[number] < looks:
                    _ask(one, request)
                else:
                    waiting.unregister(one.connection)
                    one.connection.close()
        seconds = perf_counter() - began
    processor = 1000 * (busy() - used) / len(times)
    return Looks(tuple(times), len(times) / seconds, errors, processor)


def _ask(one: _Visitor, request: bytes) -> None:
    one.read, one.asked = b"", perf_counter()
    one.connection.sendall(request)


def _whole(one: _Visitor) -> bool:
    """Read what there is; whether the answer is there to its end."""
    part = one.connection.recv(1 << 18)
    if not part:
        raise OSError("The server hung up.")
    one.read += part
    head, found, body = one.read.partition(b"\r\n\r\n")
    if not found:
        return False
    length = LENGTH.search(head)
    return length is not None and len(body) >= int(length.group(1))
