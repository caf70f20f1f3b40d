"""What signs the texts that come back to us in a page, an address or a cookie of ours."""

from flask import Flask, current_app
from itsdangerous import URLSafeTimedSerializer


def signer(purpose: str, app: Flask | None = None) -> URLSafeTimedSerializer:
    """Return what signs for this purpose alone, with the secret key, and knows the former ones."""
    config = (app or current_app).config
    # The library tries all of them, and signs with the last.
    keys = [*config["SECRET_KEY_FALLBACKS"], config["SECRET_KEY"]]
    return URLSafeTimedSerializer(keys, salt=purpose)
