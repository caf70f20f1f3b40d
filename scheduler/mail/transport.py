"""How a finished message leaves the house: by SMTP, or into a folder of .eml files."""

import smtplib
import ssl
import uuid
from collections.abc import Callable, Mapping
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

TIMEOUT_SECONDS = 20.0

Transport = Callable[[str, bytes], None]
"""Takes the recipient's address and a whole RFC 5322 message; raises OSError on failure."""


def transport_for(config: Mapping[str, Any]) -> Transport:
    """Return SMTP where SMTP_HOST is set, else the outbox folder of the embedded default."""
    if config["SMTP_HOST"]:
        return _smtp(config)
    return _folder(config["INSTANCE_DIR"] / "outbox")


def _smtp(config: Mapping[str, Any]) -> Transport:
    host, port, security = config["SMTP_HOST"], config["SMTP_PORT"], config["SMTP_SECURITY"]

    def connect() -> smtplib.SMTP:
        context = ssl.create_default_context()
        if security == "tls":
            return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=context)
        server = smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)
        if security == "starttls":
            server.starttls(context=context)
        return server

    def send(recipient: str, content: bytes) -> None:
        sender = message_from_bytes(content, policy=policy.SMTP)["From"].addresses[0].addr_spec
        with connect() as server:
            if config["SMTP_USER"]:
                server.login(config["SMTP_USER"], config["SMTP_PASSWORD"] or "")
            # The bytes as they were written: a message made anew would be folded anew.
            server.sendmail(sender, [recipient], content)

    return send


def _folder(folder: Path) -> Transport:
    def write(_recipient: str, content: bytes) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / f".{uuid.uuid4().hex}"
        unfinished.write_bytes(content)
        unfinished.rename(folder / f"{uuid.uuid4().hex}.eml")

    return write
