"""A small IMAP server: one mailbox whose messages are seen or not."""

import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

USER, PASSWORD = "events@example.org", "marmalade"


@dataclass
class Post:
    """What lies in the mailbox; ``seen`` holds the numbers of messages, counted from 1."""

    messages: list[bytes]
    seen: set[int] = field(default_factory=set)
    port: int = 0
    commands: list[str] = field(default_factory=list)
    upgrade: ssl.SSLContext | None = None


class _Conversation(socketserver.StreamRequestHandler):
    post: Post
    tls: ssl.SSLContext | None = None

    def handle(self) -> None:
        if self.tls is not None:
            try:
                self._encrypt(self.tls)
            except OSError:
                return
        self._say("* OK ready")
        while line := self.rfile.readline().decode().strip():
            tag, _, command = line.partition(" ")
            self.post.commands.append(command.partition(" ")[0])
            if not self._answer(command):
                self._say(f"{tag} NO refused")
                continue
            self._say(f"{tag} OK done")
            if command == "STARTTLS" and self.post.upgrade is not None:
                self._encrypt(self.post.upgrade)
            if command.startswith("LOGOUT"):
                return

    def _encrypt(self, secure: ssl.SSLContext) -> None:
        self.connection = secure.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", 0)

    def _answer(self, command: str) -> bool:
        match command.split():
            case ["CAPABILITY"]:
                self._say("* CAPABILITY IMAP4rev1" + " STARTTLS" * (self.post.upgrade is not None))
            case ["STARTTLS"] if self.post.upgrade is not None:
                return True
            case ["LOGIN", user, password]:
                return (user, password.strip('"')) == (USER, PASSWORD)
            case ["SELECT", '"INBOX"']:
                self._say(f"* {len(self.post.messages)} EXISTS")
            case ["UID", "SEARCH", "UNSEEN", "HEADER", name, value]:
                wanted = f"{name}: {value}".encode()
                numbers = [
                    number
                    for number, message in enumerate(self.post.messages, start=1)
                    if number not in self.post.seen and wanted in message
                ]
                self._say(" ".join(["* SEARCH", *map(str, numbers)]))
            case ["UID", "FETCH", uid, _what]:
                content = self.post.messages[int(uid) - 1]
                self._say(f"* {uid} FETCH (UID {uid} BODY[]<0> {{{len(content)}}}")
                self.wfile.write(content)
                self._say(")")
            case ["UID", "STORE", uid, "+FLAGS", "(\\Seen)"]:
                self.post.seen.add(int(uid))
            case ["LOGOUT"]:
                self._say("* BYE")
            case _:
                return False
        return True

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


@contextmanager
def imap_server(
    *messages: bytes, tls: ssl.SSLContext | None = None, starttls: ssl.SSLContext | None = None
) -> Iterator[Post]:
    """Serve these messages to USER with PASSWORD; all are unseen at first.

    Encrypted from the first byte with ``tls``, or once asked with ``starttls``.
    """
    post = Post(list(messages), upgrade=starttls)
    conversation = type("Conversation", (_Conversation,), {"post": post, "tls": tls})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), conversation) as server:
        server.daemon_threads = True
        post.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield post
        server.shutdown()
