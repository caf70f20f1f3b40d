"""People who sign up one after another while something breaks, and remember what they were told."""

import asyncio
import threading
from dataclasses import dataclass
from http import HTTPStatus
from types import TracebackType
from typing import Self

from tests.visitors import Answer, Visitor, sign_all_up


@dataclass(frozen=True, slots=True)
class Told:
    """The address somebody signed up with, and what the server answered; 0 for nothing."""

    email: str
    answer: Answer

    @property
    def acknowledged(self) -> bool:
        """Whether they were told that they are signed up."""
        return self.answer.status == HTTPStatus.SEE_OTHER


def burst(port: int, slug: str, number: int, name: str = "burst") -> list[Told]:
    """So many people press the button at the same moment."""
    people = [Visitor(port) for _ in range(number)]
    answers = asyncio.run(sign_all_up(people, slug, name))
    return [Told(f"{name}{each}@example.org", answer) for each, answer in enumerate(answers)]


class Stream:
    """One person after another signs up, from the beginning of the ``with`` block to its end."""

    def __init__(self, port: int, slug: str) -> None:
        self.told: list[Told] = []
        self._port, self._slug = port, slug
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._sign_up_on)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def acknowledged(self) -> set[str]:
        """Who was told that they are signed up, so far."""
        return {each.email for each in list(self.told) if each.acknowledged}

    def _sign_up_on(self) -> None:
        while not self._over.is_set():
            self.told += burst(self._port, self._slug, 1, f"stream{len(self.told)}x")
