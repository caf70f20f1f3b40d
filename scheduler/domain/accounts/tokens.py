"""What is stored of a secret that opens something by itself: a link, a session, a key."""

import hashlib


def token_hash(token: str) -> str:
    """Return what is stored of a secret, by which it is found and cannot be read again.

    One round of SHA-256 is enough: secrets are random and long, so that nobody tries them all.
    """
    return hashlib.sha256(token.encode()).hexdigest()
