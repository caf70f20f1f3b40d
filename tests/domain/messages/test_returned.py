"""Which addresses a delivery report, or any other text, tells of."""

from scheduler.domain.messages.returned import (
    MOST_TEXT,
    DeliveryReport,
    addresses_in,
    read_report,
)

REPORT = """
From: MAILER-DAEMON@mx.example.org
To: crosstalk@example.org
Subject: Undelivered Mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am postmaster@mx.example.org. Your email to ann@example.org failed.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; Ann@Example.org
Action: failed
Status: 5.1.1

Final-Recipient: rfc822; ben@example.org
Action: delayed

Original-Recipient: rfc822;cy@example.org
Final-Recipient: rfc822; other@example.com
Action: failed
--b--
"""


def test_a_delivery_report_tells_of_who_was_not_reached_and_of_nobody_else() -> None:
    assert addresses_in(REPORT) == ["ann@example.org", "cy@example.org"]


def test_any_other_text_tells_of_every_address_once() -> None:
    text = "Ann <Ann@example.org>, ben@example.org;\nhard bounce: ann@example.org."
    assert addresses_in(text) == ["ann@example.org", "ben@example.org"]
    assert addresses_in("nothing at all @ home") == []


def test_of_a_long_text_the_beginning_is_read() -> None:
    assert addresses_in("x" * MOST_TEXT + " ann@example.org") == []


def with_original(kind: str, content: str) -> bytes:
    part = f"--b\nContent-Type: {kind}\n\n{content}\n--b--\n"
    return REPORT.strip().replace("--b--", part).encode()


def test_a_report_names_the_email_by_the_message_id_that_it_brings_along() -> None:
    failed = ("Ann@Example.org", "cy@example.org")
    email = "From: us@example.org\nMessage-ID:\n <1.2@example.org>\nSubject: Hello\n\nHello"
    for kind in ("message/rfc822", "text/rfc822-headers"):
        found = read_report(with_original(kind, email))
        assert found == DeliveryReport(failed, "<1.2@example.org>")
    assert read_report(REPORT.strip().encode()) == DeliveryReport(failed)


def test_a_delay_an_answer_and_rubbish_report_nothing() -> None:
    delay = REPORT.replace("Action: failed", "Action: delayed").strip().encode()
    answer = b"From: ann@example.org\nSubject: Re: Hello\n\nMy email ann@example.org failed."
    for content in (delay, answer, b"", b"\xff\x00" * 500):
        assert read_report(content) is None
