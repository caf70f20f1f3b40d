"""The server among visitors who begin a request and never end it."""

import resource
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.cli.test_run import served
from tests.processes import alive, answers

HALF_OPEN = 1_100


@pytest.fixture
def many_files() -> Iterator[None]:
    """As many open files for the test itself as the connections that it makes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = HALF_OPEN + 500
    assert hard == resource.RLIM_INFINITY or hard >= wanted, "the machine's limit is too low"
    if soft != resource.RLIM_INFINITY:
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.usefixtures("many_files")
def test_half_a_header_from_many_does_not_keep_others_out(tmp_path: Path) -> None:
    with served(tmp_path / "i", "--no-worker") as (pid, address, _), ExitStack() as opened:
        port = int(address.rpartition(":")[2])
        for _ in range(HALF_OPEN):
            visitor = opened.enter_context(socket.create_connection(("127.0.0.1", port)))
            visitor.sendall(b"GET / HTTP/1.1\r\nHost: 127")
        assert answers(f"{address}/healthz")
        assert answers(f"{address}/")
        assert alive(pid)
