"""Another's name for this server is refused, and reaches no email."""

import socket
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from scheduler.models import Event, OutgoingMail, db
from scheduler.web.app.trusted_hosts import trusted_hosts
from scheduler.web.factory import create_app
from tests.builders import Account

LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
EVIL = {"Host": "evil.example"}


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil", ""])
@pytest.mark.parametrize("path", ["/", "/sign-in", "/nowhere", "/healthz", "/e/{slug}/"])
def test_another_name_is_refused(client: FlaskClient, event: Event, host: str, path: str) -> None:
    answer = client.get(path.format(slug=event.slug), headers={"Host": host})
    assert (answer.status_code, "evil" in answer.text) == (400, False)


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_the_loopback_addresses_are_right(client: FlaskClient, host: str) -> None:
    assert client.get("/sign-in", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/reset-password", {"email": "olwen@example.org"}),
        (
            "/e/{slug}/sign-up",
            {"name": "Ann", "organisation": "A", "email": "ann@example.org", "sector": "0"},
        ),
    ],
)
def test_another_name_reaches_no_email(
    client: FlaskClient, owner: Account, event: Event, path: str, form: dict[str, str]
) -> None:
    # The page before, too, would have named the host.
    headers = EVIL | {"Referer": "http://evil.example/x"}
    answer = client.post(path.format(slug=event.slug), data=form, headers=headers)
    assert (answer.status_code, "evil" in answer.text) == (400, False)
    assert db.session.scalars(select(OutgoingMail)).all() == []


def test_the_public_address_is_the_name() -> None:
    assert trusted_hosts("breakfast.org.uk", "0.0.0.0") == ["breakfast.org.uk", *LOOPBACK]


def test_without_a_public_address_this_machine_is_right() -> None:
    name = socket.gethostname().lower()
    own = [*LOOPBACK, name, f"{name}.local"]
    assert trusted_hosts(None, "127.0.0.1") == own
    assert trusted_hosts(None, "192.168.1.7") == [*own, "192.168.1.7"]
    assert trusted_hosts(None, "fd00::7") == [*own, "[fd00::7]"]
    assert trusted_hosts(None, "0.0.0.0")[: len(own)] == own


def test_a_proxy_hands_on_the_public_name(tmp_path: Path) -> None:
    settings = {"SITE_URL": "https://breakfast.org.uk", "PROXY_COUNT": "1"}
    client = create_app({"INSTANCE_DIR": str(tmp_path)} | settings).test_client()
    forwarded = {"Host": "127.0.0.1:8000", "X-Forwarded-Host": "breakfast.org.uk"}
    assert client.get("/healthz", headers=forwarded).status_code == 200
    assert client.get("/healthz", headers={"X-Forwarded-Host": "evil.example"}).status_code == 400
