"""Many visitors at once, from one process: a small HTTP/1.1 client on asyncio.

Each visitor has a connection and cookies of their own, as a browser has. Only the loopback
interface is ever asked.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import TypeVar
from urllib.parse import urlencode

HOST = "127.0.0.1"
T = TypeVar("T")
PATIENCE = 60.0
"""Seconds after which an answer that has not come counts as an error."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and how many seconds it took from sending to the last byte."""

    status: int
    text: str
    seconds: float


@dataclass
class Visitor:
    """One visitor of the server at ``port``."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    _reader: asyncio.StreamReader | None = None
    _writer: asyncio.StreamWriter | None = None

    async def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Ask for a page, with further headers if any."""
        return await self._ask("GET", path, b"", headers or {})

    async def post(self, path: str, form: dict[str, str]) -> Answer:
        """Send a form."""
        return await self._ask("POST", path, urlencode(form).encode(), {})

    def close(self) -> None:
        """Hang up."""
        if self._writer is not None:
            self._writer.close()
            self._reader = self._writer = None

    async def _ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        began = perf_counter()
        try:
            async with asyncio.timeout(PATIENCE):
                status, text = await self._exchange(method, path, body, headers)
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            self.close()
            status, text = 0, ""
        return Answer(status, text, perf_counter() - began)

    async def _exchange(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str]
    ) -> tuple[int, str]:
        # A server hangs up on who was silent for a while; browsers then call again, and so do we.
        if self._reader is not None and self._reader.at_eof():
            self.close()
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(HOST, self.port)
        assert self._reader is not None
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = [
            f"{method} {path} HTTP/1.1",
            f"Host: {HOST}:{self.port}",
            f"Content-Length: {len(body)}",
            "Content-Type: application/x-www-form-urlencoded",
            *([f"Cookie: {cookies}"] if cookies else []),
            *(f"{name}: {value}" for name, value in headers.items()),
        ]
        self._writer.write("\r\n".join(head).encode() + b"\r\n\r\n" + body)
        await self._writer.drain()
        answer = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        for name, value in re.findall(r"(?im)^set-cookie: ([^=]+)=([^;]*)", answer):
            self.cookies[name] = value
        length = re.search(r"(?im)^content-length: (\d+)", answer)
        text = await self._reader.readexactly(int(length.group(1)) if length else 0)
        if re.search(r"(?im)^connection: close", answer):
            self.close()
        return int(answer.split(maxsplit=2)[1]), text.decode()


async def at_once(
    work: Callable[[Visitor], Awaitable[Sequence[T]]], who: Sequence[Visitor]
) -> list[T]:
    """Let all visitors do the work at the same time; return what each brought, in their order."""
    found = await asyncio.gather(*(work(visitor) for visitor in who))
    return [thing for one in found for thing in one]


def p95(answers: Sequence[Answer]) -> float:
    """Milliseconds within which 95 of 100 answers came."""
    times = sorted(answer.seconds for answer in answers)
    return 1000 * times[max(0, -(-len(times) * 95 // 100) - 1)]


def errors(answers: Sequence[Answer], expected: int) -> int:
    """How many answers were not of the expected status."""
    return sum(answer.status != expected for answer in answers)


async def sign_all_up(visitors: Sequence[Visitor], slug: str, name: str) -> list[Answer]:
    """Everybody opens the event's page; then all press the button together.

    Who did not get the page has no button, and is told what came instead of it.
    """

    async def form(visitor: Visitor) -> list[Answer]:
        return [await visitor.get(f"/e/{slug}/")]

    pages = await at_once(form, visitors)
    numbers = {id(visitor): number for number, visitor in enumerate(visitors)}

    async def press(visitor: Visitor) -> list[Answer]:
        number = numbers[id(visitor)]
        if pages[number].status != 200:
            return [pages[number]]
        text = pages[number].text
        fields = {
            "csrf_token": field_value(text, "csrf_token"),
            "submission": field_value(text, "submission"),
            "name": f"{name.title()} Number{number}",
            "organisation": f"Organisation {number % 40}",
            "sector": field_value(text, "sector"),
            "email": f"{name}{number}@example.org",
        }
        return [await visitor.post(f"/e/{slug}/sign-up", fields)]

    return await at_once(press, visitors)


def field_value(page: str, name: str) -> str:
    """The value of the first input of that name in the page; empty if there is none."""
    for tag in re.findall(r"<input[^>]*>", page):
        if f'name="{name}"' in tag:
            found = re.search(r'value="([^"]*)"', tag)
            return found.group(1) if found else ""
    return ""
