"""What every email needs beside its facts: who sends it, and where its links lead.

Whoever begins the work (a request, a job, a command) says so once; services ask for it.
"""

from collections.abc import Callable
from contextvars import ContextVar, Token
from dataclasses import dataclass

from scheduler.domain.messages.links import Links


@dataclass(frozen=True, slots=True)
class MailContext:
    """The address that emails are sent from, and the builder of the links in them."""

    mail_from: str
    links: Links


_Provider = Callable[[], MailContext]
_provider: ContextVar[_Provider] = ContextVar("mail_context")


def mail_context() -> MailContext:
    """Return the context of the present work. Raises LookupError where nobody has set one."""
    return _provider.get()()


def set_mail_context(provider: _Provider) -> Token[_Provider]:
    """Take the context from ``provider``, asked anew for each email, until it is reset."""
    return _provider.set(provider)


def reset_mail_context(token: Token[_Provider]) -> None:
    """Undo the :func:`set_mail_context` that returned ``token``."""
    _provider.reset(token)
