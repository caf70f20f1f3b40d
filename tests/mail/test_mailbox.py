"""Reading the mailbox that emails come back to."""

import ssl
import subprocess
from pathlib import Path

import pytest

from scheduler.errors import MailboxFailed
from scheduler.mail.mailbox import ReturnsMailbox, read_reports
from tests.imap_servers import PASSWORD, USER, imap_server
from tests.processes import free_port

KIND = b"Content-Type: multipart/report\r\n\r\n"
ONE, TWO, LETTER = b"Subject: one\r\n" + KIND, b"Subject: two\r\n" + KIND, b"Subject: Hi\r\n\r\n"


def mailbox(
    port: int, password: str = PASSWORD, security: str = "none", host: str = "127.0.0.1"
) -> ReturnsMailbox:
    return ReturnsMailbox(host, port, security, USER, password)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the certificate of an authority, and one that it gave to 127.0.0.1."""
    folder = tmp_path_factory.mktemp("authority")
    curve = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1"
    for asked in (
        f"req -x509 {curve} -subj /CN=Our-authority -keyout ca.key -out ca.pem",
        f"req -x509 {curve} -subj /CN=post -addext subjectAltName=IP:127.0.0.1 -CA ca.pem "
        "-CAkey ca.key -keyout server.key -out server.pem",
    ):
        subprocess.run(["openssl", *asked.split()], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture
def secure(authority: Path) -> ssl.SSLContext:
    """What the server encrypts with."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority / "server.pem", authority / "server.key")
    return context


def refusal(where: ReturnsMailbox) -> str:
    with pytest.raises(MailboxFailed) as failed:
        read_reports(where, lambda _content: True)
    start = f"The mailbox of emails that come back, {where.host}:{where.port}: "
    assert failed.value.sentence.startswith(start)
    return failed.value.sentence.removeprefix(start)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_server_is_read_encrypted_when_its_certificate_is_vouched_for(
    authority: Path, secure: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch, security: str
) -> None:
    begins, changes = (secure, None) if security == "tls" else (None, secure)
    with imap_server(ONE, tls=begins, starttls=changes) as post:
        where = mailbox(post.port, security=security)
        said = refusal(where)
        assert said.startswith("its certificate is not to be trusted (")
        assert "LOGIN" not in post.commands
        monkeypatch.setenv("SSL_CERT_FILE", str(authority / "ca.pem"))
        assert read_reports(where, lambda _content: True) == 1
        assert post.commands.count("LOGIN") == 1
        named = refusal(mailbox(post.port, security=security, host="localhost"))
        assert "not valid for 'localhost'" in named


def test_a_server_or_a_port_of_another_kind_is_said_in_one_sentence() -> None:
    with imap_server(ONE) as post:
        assert refusal(mailbox(post.port, security="tls")) == (
            "it does not begin with TLS. Look at RETURNS_PORT, or set RETURNS_SECURITY to starttls."
        )
        assert refusal(mailbox(post.port, security="starttls")) == (
            "it offers no STARTTLS. Set RETURNS_SECURITY to tls, usually on port 993."
        )
        assert "LOGIN" not in post.commands
    assert refusal(mailbox(free_port())) == (
        "nobody answers there. Look at RETURNS_HOST and RETURNS_PORT."
    )


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
        assert refusal(mailbox(post.port, "jam")).endswith(
            " Look at RETURNS_USER and RETURNS_PASSWORD."
        )
        assert post.seen == set()


def test_without_a_server_in_the_settings_there_is_no_mailbox() -> None:
    assert ReturnsMailbox.read({"RETURNS_HOST": None}) is None
