"""A mail server, and an event whose plan no search proves best."""

from collections.abc import Iterator

import pytest

from scheduler.models import Event
from tests.builders import Account, make_event, make_people
from tests.builders.times import in_two_weeks
from tests.mail_servers import Mailbox, listening


@pytest.fixture
def clock() -> None:
    """The real one: processes of their own share it."""


@pytest.fixture
def event(owner: Account) -> Event:
    """Olwen's breakfast in two weeks."""
    return make_event(owner.body_id, **in_two_weeks())


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def smtp_port(mailbox: Mailbox) -> Iterator[int]:
    """The port of a mail server that puts everything into the mailbox."""
    with listening(mailbox) as port:
        yield port


@pytest.fixture
def hard_event(owner: Account) -> Event:
    """Ten people of each sector at tables of five for six rounds: no search proves it best."""
    event = make_event(owner.body_id, rounds=6, table_size=5, **in_two_weeks())
    make_people(event, 30)
    return event
