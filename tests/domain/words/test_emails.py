"""What the pages say has become of emails."""

import pytest

from scheduler.domain.states import MailState
from scheduler.domain.words.emails import (
    progress_sentence,
    to_be_written,
    trouble_sentence,
    written,
)


@pytest.mark.parametrize(
    ("number", "leaving", "sentence"),
    [
        (0, True, "No emails were sent."),
        (0, False, "No emails were sent."),
        (1, True, "1 email is on the way."),
        (64, True, "64 emails are on the way."),
        (1, False, "1 email is written but not sent: no email account is connected."),
        (64, False, "64 emails are written but not sent: no email account is connected."),
    ],
)
def test_no_sentence_claims_what_did_not_happen(number: int, leaving: bool, sentence: str) -> None:
    assert written(number, leaving=leaving) == sentence


def test_a_page_that_asks_promises_no_email_that_cannot_leave() -> None:
    assert [to_be_written(n, leaving=leaving) for n in (0, 1, 2) for leaving in (True, False)] == [
        "No email goes out at once.",
        "No email goes out at once.",
        "1 email goes out at once.",
        "1 email will be written but not sent: no email account is connected.",
        "2 emails go out at once.",
        "2 emails will be written but not sent: no email account is connected.",
    ]


def test_while_the_server_is_away_nothing_is_on_the_way() -> None:
    assert [written(number, leaving=True, waiting=True) for number in (0, 1, 2)] == [
        "No emails were sent.",
        "1 email is written and waits: the mail server takes none at the moment.",
        "2 emails are written and wait: the mail server takes none at the moment.",
    ]


def test_why_emails_wait() -> None:
    assert trouble_sentence(1, barred=False, words="Connection refused") == (
        "1 email waits: the mail server is away. We try again at least every hour, for two days; "
        "nobody needs to do anything. It said: “Connection refused”."
    )
    assert trouble_sentence(3, barred=True, words="535 Wrong password.") == (
        "3 emails wait: the mail server does not accept us, and nothing is sent until somebody "
        "changes that. Tell whoever runs this server. It said: “535 Wrong password”."
    )


def test_progress_counts_as_left_only_what_a_mail_server_took() -> None:
    states = {MailState.SENT: 411, MailState.RETURNED: 1, MailState.QUEUED: 580}
    assert progress_sentence(states | {MailState.SENDING: 4, MailState.REFUSED: 4}) == (
        "412 of 1,000 emails have left. 584 waiting, 4 refused and 1 came back."
    )
    assert progress_sentence({MailState.SENT: 1}) == "1 of 1 email has left."
