"""Every setting, read from the environment once, checked, and named in the README."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scheduler.errors import InvalidInput

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: its name, its default in words, and what it does."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("CROSSTALK_ENV", "embedded", "`production` refuses to start with unsafe defaults"),
    Setting("SECRET_KEY", "made on first start, kept in instance/", "signs cookies and links"),
    Setting("INSTANCE_DIR", "instance/", "where the embedded database, queue and outbox live"),
    Setting("DATABASE_URL", "SQLite in instance/", "`postgresql://…` for PostgreSQL"),
    Setting("QUEUE_URL", "SQLite in instance/", "`redis://…` or `postgresql://…` for workers"),
    Setting(
        "SITE_URL", "the address asked for", "public address used in mails; production needs it"
    ),
    Setting("HOST", "127.0.0.1", "address `make run` listens on"),
    Setting("PORT", "8000", "port `make run` listens on"),
    Setting("PROCESSES", "one for each core, at most 4", "web processes of `make run`"),
    Setting("PROXY_COUNT", "0", "trusted reverse proxies in front of the web server"),
    Setting("RATE_LIMITS", "on", "`off` lifts the limits on sign-in, sign-up and links"),
    Setting(
        "RATE_LIMIT_STORAGE", "a file in instance/", "`redis://…` when several machines serve pages"
    ),
    Setting("SMTP_HOST", "none: mails become .eml files", "the mail server"),
    Setting("SMTP_PORT", "587", "its port"),
    Setting("SMTP_USER", "none", "its user"),
    Setting("SMTP_PASSWORD", "none", "its password"),
    Setting("SMTP_SECURITY", "starttls", "`starttls`, `tls` or `none`"),
    Setting("MAIL_FROM", "crosstalk@example.org", "the sender of mails; a monitored address"),
    Setting("PLAN_SECONDS", "10", "how long the engine may search for a better plan"),
    Setting("METRICS_TOKEN", "none", "lets who sends it as a bearer token ask for `/metrics`"),
    Setting("LOG_LEVEL", "INFO", "`DEBUG`, `INFO`, `WARNING` or `ERROR`"),
)


def load_config(environ: Mapping[str, str]) -> dict[str, Any]:
    """Return Flask's configuration. Raises InvalidInput with one sentence on a bad setting."""
    production = environ.get("CROSSTALK_ENV", "embedded") == "production"
    instance = Path(environ.get("INSTANCE_DIR") or ROOT / "instance").resolve()
    site_url = (environ.get("SITE_URL") or "").rstrip("/")
    if production and not site_url.startswith("https://"):
        raise InvalidInput("SITE_URL must be set to an https:// address in production.")
    config: dict[str, Any] = {
        "PRODUCTION": production,
        "INSTANCE_DIR": instance,
        "SECRET_KEY": _secret_key(environ, instance, production),
        "SQLALCHEMY_DATABASE_URI": database_url(environ.get("DATABASE_URL"), instance),
        # A database that was restarted has hung up on every connection of the pool.
        "SQLALCHEMY_ENGINE_OPTIONS": {"pool_pre_ping": bool(environ.get("DATABASE_URL"))},
        "QUEUE_URL": environ.get("QUEUE_URL") or f"sqlite:///{instance / 'queue.db'}",
        "SITE_URL": site_url or None,
        "PROXY_COUNT": _whole_number(environ, "PROXY_COUNT", 0, 10, 0),
        "RATELIMIT_ENABLED": _choice(environ, "RATE_LIMITS", ("on", "off")) == "on",
        "RATELIMIT_STORAGE_URI": environ.get("RATE_LIMIT_STORAGE")
        or f"sqlite:///{instance / 'limits.db'}",
        # While the storage is away each process counts for itself; nobody is sent away for it.
        "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True,
        "SMTP_HOST": environ.get("SMTP_HOST") or None,
        "SMTP_PORT": _whole_number(environ, "SMTP_PORT", 1, 65535, 587),
        "SMTP_USER": environ.get("SMTP_USER") or None,
        "SMTP_PASSWORD": environ.get("SMTP_PASSWORD") or None,
        "SMTP_SECURITY": _choice(environ, "SMTP_SECURITY", ("starttls", "tls", "none")),
        "MAIL_FROM": environ.get("MAIL_FROM") or "crosstalk@example.org",
        "PLAN_SECONDS": _whole_number(environ, "PLAN_SECONDS", 1, 3600, 10),
        "METRICS_TOKEN": environ.get("METRICS_TOKEN") or None,
        "LOG_LEVEL": environ.get("LOG_LEVEL") or "INFO",
        "MAX_CONTENT_LENGTH": 8 * 1024 * 1024,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": production,
        "PERMANENT_SESSION_LIFETIME": timedelta(days=14),
        "WTF_CSRF_TIME_LIMIT": None,
        # Health checks may come by the loopback address; any other Host header is refused.
        "TRUSTED_HOSTS": [urlsplit(site_url).hostname, "localhost", "127.0.0.1"]
        if site_url
        else None,
    }
    return config | _security_config(production)


def database_url(given: str | None, instance: Path) -> str:
    """Return SQLAlchemy's address of the database; plain postgresql:// means psycopg 3."""
    if not given:
        return f"sqlite:///{instance / 'crosstalk.db'}"
    for prefix in ("postgresql://", "postgres://"):
        if given.startswith(prefix):
            return "postgresql+psycopg://" + given.removeprefix(prefix)
    return given


def _secret_key(environ: Mapping[str, str], instance: Path, production: bool) -> str:
    if given := environ.get("SECRET_KEY"):
        if production and len(given) < 32:
            raise InvalidInput("SECRET_KEY must have at least 32 characters in production.")
        return given
    if production:
        raise InvalidInput("SECRET_KEY must be set in production; there is no default.")
    # Made once by chance: even the embedded default never runs on a known secret.
    path = instance / "secret_key"
    try:
        return path.read_text()
    except FileNotFoundError:
        instance.mkdir(parents=True, exist_ok=True)
    try:
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text()


def _security_config(production: bool) -> dict[str, Any]:
    return {
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SALT": "unused-with-argon2",
        "SECURITY_PASSWORD_LENGTH_MIN": 10,
        # Below zero: the library's page for typing the password once more does not exist.
        "SECURITY_FRESHNESS": timedelta(seconds=-1),
        "SECURITY_RECOVERABLE": True,
        "SECURITY_SEND_REGISTER_EMAIL": False,
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_LOGIN_URL": "/sign-in",
        "SECURITY_LOGOUT_URL": "/sign-out",
        "SECURITY_RESET_URL": "/reset-password",
        "SECURITY_POST_LOGIN_VIEW": "/organise/",
        "SECURITY_POST_LOGOUT_VIEW": "/sign-in",
        "SECURITY_POST_RESET_VIEW": "/sign-in",
        "SECURITY_AUTO_LOGIN_AFTER_RESET": False,
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_RESET_PASSWORD_WITHIN": timedelta(hours=2),
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_SECURE": production,
    } | {f"SECURITY_MSG_{name}": message for name, message in _MESSAGES.items()}


# The sign-in library's messages in our words. It shows the generic ones for a wrong address and
# for a wrong password alike, so that nobody can find out who has an account.
_LINK_SENT = (
    "If that address has an account, a link for choosing a new password is on its way to it.",
    "info",
)
_MESSAGES = {
    "GENERIC_AUTHN_FAILED": ("The email address and the password do not belong together.", "error"),
    "GENERIC_RECOVERY": _LINK_SENT,
    "PASSWORD_RESET_REQUEST": _LINK_SENT,
    "EMAIL_NOT_PROVIDED": ("Enter your email address.", "error"),
    "INVALID_EMAIL_ADDRESS": ("Enter an email address such as name@example.org.", "error"),
    "PASSWORD_NOT_PROVIDED": ("Enter your password.", "error"),
    "PASSWORD_INVALID_LENGTH": ("The password needs at least %(length)s characters.", "error"),
    "RETYPE_PASSWORD_MISMATCH": ("The two passwords are not the same.", "error"),
    "INVALID_RESET_PASSWORD_TOKEN": ("That link has been used or is not whole.", "warn"),
    "PASSWORD_RESET_EXPIRED": ("That link is older than %(within)s. Ask for a new one.", "warn"),
    "PASSWORD_RESET_NO_LOGIN": ("The new password is saved. Sign in with it.", "success"),
    "PASSWORD_IS_THE_SAME": ("Choose a password other than the present one.", "error"),
}


def _whole_number(environ: Mapping[str, str], name: str, low: int, high: int, default: int) -> int:
    given = environ.get(name) or str(default)
    if not given.isdecimal() or not low <= int(given) <= high:
        raise InvalidInput(f"{name} must be a whole number from {low} to {high}, not {given!r}.")
    return int(given)


def _choice(environ: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    given = environ.get(name) or allowed[0]
    if given not in allowed:
        raise InvalidInput(f"{name} must be one of {', '.join(allowed)}, not {given!r}.")
    return given
