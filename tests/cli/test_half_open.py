"""The server among visitors who begin a request and never end it, or send far too much."""

import resource
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from scheduler.cli.server.web_server import ORGANISERS_BODY, STRANGERS_BODY
from tests.cli.test_run import served
from tests.processes import DEADLINE, alive, answers, children, until

HALF_OPEN = 1_100
HALF = {
    "a header": b"GET / HTTP/1.1\r\nHost: 127",
    "a form": b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 60\r\n\r\nemail=",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the server that no test harms."""
    return tmp_path_factory.mktemp("served") / "i"


@pytest.fixture
def secret(alone: str, folder: Path) -> str:
    """The secret key of that server."""
    return (folder / "secret_key").read_text()


@pytest.fixture(scope="module")
def alone(folder: Path) -> Iterator[str]:
    """The address of a server of one process that no test harms."""
    with served(folder, "--no-worker", "--processes", "1") as (_, address, _):
        yield address


def port_of(address: str) -> int:
    return int(address.rpartition(":")[2])


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
@pytest.mark.parametrize("processes", ["1", "2"])
def test_half_a_request_from_many_does_not_keep_others_out(tmp_path: Path, processes: str) -> None:
    options = ("--no-worker", "--processes", processes)
    with served(tmp_path / "i", *options) as (pid, address, _):
        until(lambda: len(children(pid)) == int(processes) - 1, "all processes are there")
        for what, begun in HALF.items():
            with ExitStack() as opened:
                for _ in range(HALF_OPEN):
                    visitor = opened.enter_context(
                        socket.create_connection(("127.0.0.1", port_of(address)))
                    )
                    visitor.sendall(begun)
                assert answers(f"{address}/healthz"), what
                assert answers(f"{address}/"), what
                assert alive(pid), what


@pytest.mark.parametrize(
    ("path", "announced", "status"),
    [
        ("/sign-in", 200_000_000, 413),
        ("/sign-in", STRANGERS_BODY, 413),
        ("/organise/x/people/import", STRANGERS_BODY, 413),
        ("/organise/x/people/import", STRANGERS_BODY - 1, 0),
    ],
)
def test_a_body_too_large_is_refused_before_it_is_sent(
    alone: str, path: str, announced: int, status: int
) -> None:
    refused_at_once(alone, path, f"Content-Length: {announced}", status)


@pytest.mark.parametrize(
    ("session", "announced", "status"),
    [
        ({"_user_id": "1"}, 200_000_000, 413),
        ({"_user_id": "1"}, ORGANISERS_BODY - 1, 0),
        ({"csrf_token": "1"}, STRANGERS_BODY, 413),
        (None, STRANGERS_BODY, 413),
    ],
)
def test_who_is_signed_in_may_upload(
    alone: str, secret: str, session: dict[str, str] | None, announced: int, status: int
) -> None:
    value = "forged" if session is None else cookie(secret, session)
    head = f"Cookie: a=b; session={value}\r\nContent-Length: {announced}"
    refused_at_once(alone, "/organise/x/people/import", head, status)


def cookie(secret: str, session: dict[str, str]) -> str:
    """A session as the server signs it."""
    app = Flask("signing")
    app.secret_key = secret
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer
    return str(signer.dumps(session))


def refused_at_once(alone: str, path: str, head: str, status: int) -> None:
    """It answers with the status before a body has come, or with none."""
    with visiting(alone) as visitor:
        visitor.sendall(f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{head}\r\n\r\n".encode())
        if status:
            assert visitor.recv(100).startswith(f"HTTP/1.1 {status} ".encode())
        else:
            # It waits for the body: an answer of the server comes first on another connection.
            assert answers(f"{alone}/healthz")
            visitor.setblocking(False)
            with pytest.raises(BlockingIOError):
                visitor.recv(100)


@pytest.mark.parametrize("path", ["/sign-in", "/organise/x/people/import"])
def test_a_body_without_a_length_is_cut_off(alone: str, path: str) -> None:
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"
    part = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    with visiting(alone) as visitor:
        visitor.sendall(head.encode() + part * (STRANGERS_BODY // 0x10000))
        assert visitor.recv(100).startswith(b"HTTP/1.1 413 ")


def visiting(address: str) -> socket.socket:
    """A connection to the server."""
    return socket.create_connection(("127.0.0.1", port_of(address)), timeout=DEADLINE)
