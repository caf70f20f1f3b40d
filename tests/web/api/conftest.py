"""Keys of the owner's organisation, and programs that send them."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from scheduler.services.accounts.api_keys import make_key
from tests.builders import NOW, Account

Program = Callable[..., TestResponse]
"""Asks as a program does: a method, an address below /api/v1, and perhaps a ``json`` body."""


def program_with(app: Flask, secret: str) -> Program:
    def ask(method: str, path: str, **more: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        return app.test_client().open(f"/api/v1{path}", method=method, headers=headers, **more)

    return ask


@pytest.fixture
def program(app: Flask, owner: Account) -> Program:
    """One that reads everything and adds people."""
    return program_with(app, make_key(owner.body_id, "Website", "organiser", owner.user, NOW)[1])


@pytest.fixture
def reader(app: Flask, owner: Account) -> Program:
    """One that reads how events stand."""
    return program_with(app, make_key(owner.body_id, "Screen", "viewer", owner.user, NOW)[1])
