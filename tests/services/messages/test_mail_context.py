"""The sender and the links of emails, said once by whoever begins the work."""

import contextvars

import pytest

from scheduler.domain.messages.links import Links
from scheduler.services.messages.mail_context import (
    MailContext,
    mail_context,
    reset_mail_context,
    set_mail_context,
)

FIRST = MailContext("first@example.org", Links("https://first.example.org"))
SECOND = MailContext("second@example.org", Links("https://second.example.org"))


def test_where_nobody_has_said_it_no_email_can_be_written() -> None:
    with pytest.raises(LookupError):
        contextvars.Context().run(mail_context)


def test_what_was_said_last_holds_until_it_is_taken_back() -> None:
    outer = set_mail_context(lambda: FIRST)
    inner = set_mail_context(lambda: SECOND)
    assert mail_context() == SECOND
    reset_mail_context(inner)
    assert mail_context() == FIRST
    reset_mail_context(outer)


def test_it_is_asked_anew_for_each_email() -> None:
    contexts = iter([FIRST, SECOND])
    token = set_mail_context(lambda: next(contexts))
    assert [mail_context(), mail_context()] == [FIRST, SECOND]
    reset_mail_context(token)


def test_work_that_runs_beside_it_has_its_own() -> None:
    token = set_mail_context(lambda: FIRST)
    beside = contextvars.copy_context()
    beside.run(set_mail_context, lambda: SECOND)
    assert (mail_context(), beside.run(mail_context)) == (FIRST, SECOND)
    reset_mail_context(token)
