"""A mail server that is really there."""

from collections.abc import Iterator

import pytest

from scheduler.mail.transport import Transport, transport_for
from tests.mail_servers import Mailbox, listening, settings


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def smtp(mailbox: Mailbox) -> Iterator[Transport]:
    """A transport to a server that is really there."""
    with listening(mailbox) as port:
        yield transport_for(settings(port))
