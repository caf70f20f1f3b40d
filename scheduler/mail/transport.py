"""How a finished message leaves the house: by SMTP, or into a folder of .eml files."""

import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from scheduler.domain.messages.delivery import DeliveryOutcome, Verdict, readable
from scheduler.mail.smtp import Patience, SmtpServer, hand_over


class Transport(Protocol):
    """Takes the recipient's address and a whole RFC 5322 message, and says what came of it.

    ``still_ours`` is asked before what cannot be taken back.
    """

    def __call__(
        self, recipient: str, content: bytes, still_ours: Callable[[], bool] = ...
    ) -> DeliveryOutcome:
        """Hand it over."""


def transport_for(config: Mapping[str, Any], patience: Patience | None = None) -> Transport:
    """Return SMTP where SMTP_HOST is set, else the outbox folder of the embedded default."""
    if not config["SMTP_HOST"]:
        return _folder(config["INSTANCE_DIR"] / "outbox")
    server = SmtpServer.read(config, patience or Patience())

    def send(
        recipient: str, content: bytes, still_ours: Callable[[], bool] = lambda: True
    ) -> DeliveryOutcome:
        return hand_over(server, recipient, content, still_ours)

    return send


def _folder(folder: Path) -> Transport:
    def write(
        recipient: str, content: bytes, still_ours: Callable[[], bool] = lambda: True
    ) -> DeliveryOutcome:
        unfinished = folder / f".{uuid.uuid4().hex}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            unfinished.write_bytes(content)
            unfinished.rename(folder / f"{uuid.uuid4().hex}.eml")
        except OSError as error:
            with suppress(OSError):
                unfinished.unlink()
            return DeliveryOutcome(Verdict.DEFERRED, readable(error.strerror or ""))
        return DeliveryOutcome(Verdict.FILED)

    return write
