"""Reading the mailbox that emails come back to."""

import imaplib

import pytest

from scheduler.mail.mailbox import ReturnsMailbox, read_reports
from tests.imap_servers import PASSWORD, USER, imap_server

KIND = b"Content-Type: multipart/report\r\n\r\n"
ONE, TWO, LETTER = b"Subject: one\r\n" + KIND, b"Subject: two\r\n" + KIND, b"Subject: Hi\r\n\r\n"


def mailbox(port: int, password: str = PASSWORD) -> ReturnsMailbox:
    return ReturnsMailbox("127.0.0.1", port, "none", USER, password)


def test_reports_that_are_taken_are_seen_and_the_others_stay_as_they_were() -> None:
    with imap_server(ONE, LETTER, TWO) as post:
        read: list[bytes] = []

        def taken(content: bytes) -> bool:
            read.append(content)
            return content.startswith(b"Subject: one")

        assert read_reports(mailbox(post.port), taken) == 1
        assert (read, post.seen) == ([TWO, ONE], {1})
        assert read_reports(mailbox(post.port), taken) == 0
        assert len(read) == 3
        assert post.commands.count("LOGOUT") == 2


def test_a_wrong_password_is_an_error_and_nothing_is_read() -> None:
    with imap_server(ONE) as post:
        with pytest.raises(imaplib.IMAP4.error):
            read_reports(mailbox(post.port, "jam"), lambda _content: True)
        assert post.seen == set()


def test_without_a_server_in_the_settings_there_is_no_mailbox() -> None:
    assert ReturnsMailbox.read({"RETURNS_HOST": None}) is None
