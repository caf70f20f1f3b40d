"""Every setting, read from the environment once, checked, and named in the README."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scheduler.errors import InvalidInput
from scheduler.services.accounts.sign_ins import LASTS
from scheduler.web.app.settings.secret_key import kept_secret
from scheduler.web.app.settings.sign_in import sign_in_settings
from scheduler.web.app.settings.values import (
    ascii_text,
    choice,
    folder,
    host,
    sender,
    several,
    site,
    strong_secret,
    url,
    whole_number,
)
from scheduler.web.app.trusted_hosts import trusted_hosts

DATABASES = ("sqlite", "postgresql", "postgres", "postgresql+psycopg")
QUEUES = ("sqlite", "redis", "rediss", "postgresql", "postgres", "memory")
COUNTERS = ("sqlite", "redis", "rediss", "memory")
ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: its name, its default in words, and what it does."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("CROSSTALK_ENV", "embedded", "`production` refuses to start with unsafe defaults"),
    Setting(
        "SECRET_KEY",
        "made on first start, kept in instance/",
        "signs cookies and links, seals the secrets of authenticator apps",
    ),
    Setting(
        "SECRET_KEY_FALLBACKS",
        "none",
        "former secret keys, separated by commas, that still open what they signed and sealed",
    ),
    Setting("INSTANCE_DIR", "instance/", "where the embedded database, queue and outbox live"),
    Setting("DATABASE_URL", "SQLite in instance/", "`postgresql://…` for PostgreSQL"),
    Setting("QUEUE_URL", "SQLite in instance/", "`redis://…` or `postgresql://…` for workers"),
    Setting(
        "SITE_URL", "the address asked for", "public address used in emails; production needs it"
    ),
    Setting("HOST", "127.0.0.1", "address `make run` listens on"),
    Setting("PORT", "8000", "port `make run` listens on"),
    Setting("PROCESSES", "one for each core, at most 4", "web processes of `make run`"),
    Setting("PROXY_COUNT", "0", "trusted reverse proxies in front of the web server"),
    Setting("RATE_LIMITS", "on", "`off` lifts the limits on sign-in, sign-up and links"),
    Setting(
        "RATE_LIMIT_STORAGE", "a file in instance/", "`redis://…` when several machines serve pages"
    ),
    Setting("SMTP_HOST", "none: emails become .eml files", "the mail server"),
    Setting("SMTP_PORT", "587", "its port"),
    Setting("SMTP_USER", "none", "its user"),
    Setting("SMTP_PASSWORD", "none", "its password"),
    Setting("SMTP_SECURITY", "starttls", "`starttls`, `tls` or `none`"),
    Setting("MAIL_FROM", "crosstalk@example.org", "the sender of emails; a monitored address"),
    Setting("RETURNS_HOST", "none", "the IMAP server where emails that come back arrive"),
    Setting("RETURNS_PORT", "993", "its port"),
    Setting("RETURNS_USER", "none", "its user"),
    Setting("RETURNS_PASSWORD", "none", "its password"),
    Setting("RETURNS_SECURITY", "tls", "`tls`, `starttls` or `none`"),
    Setting("PLAN_SECONDS", "10", "how long the engine may search for a better plan"),
    Setting("METRICS_TOKEN", "none", "lets who sends it as a bearer token ask for `/metrics`"),
    Setting("LOG_LEVEL", "INFO", "`DEBUG`, `INFO`, `WARNING` or `ERROR`"),
)


def load_config(environ: Mapping[str, str]) -> dict[str, Any]:
    """Return Flask's configuration. Raises InvalidInput with one sentence on a bad setting."""
    production = choice(environ, "CROSSTALK_ENV", ("embedded", "production")) == "production"
    instance = folder(environ, "INSTANCE_DIR", ROOT / "instance")
    site_url = site(environ, "SITE_URL", production)
    listening = host(environ, "HOST") or "127.0.0.1"
    database = url(environ, "DATABASE_URL", DATABASES)
    config: dict[str, Any] = {
        "PRODUCTION": production,
        "INSTANCE_DIR": instance,
        **_secret_keys(environ, instance, production),
        "SQLALCHEMY_DATABASE_URI": database_url(database, instance),
        # A database that was restarted has hung up on every connection of the pool.
        "SQLALCHEMY_ENGINE_OPTIONS": {"pool_pre_ping": bool(database)},
        "QUEUE_URL": url(environ, "QUEUE_URL", QUEUES) or f"sqlite:///{instance / 'queue.db'}",
        "SITE_URL": site_url and site_url.geturl().rstrip("/"),
        "HOST": listening,
        "PORT": whole_number(environ, "PORT", 1, 65535, 8000),
        "PROCESSES": whole_number(environ, "PROCESSES", 1, 64, None),
        "PROXY_COUNT": whole_number(environ, "PROXY_COUNT", 0, 10, 0),
        "RATELIMIT_ENABLED": choice(environ, "RATE_LIMITS", ("on", "off")) == "on",
        "RATELIMIT_STORAGE_URI": url(environ, "RATE_LIMIT_STORAGE", COUNTERS)
        or f"sqlite:///{instance / 'limits.db'}",
        "RATELIMIT_STORAGE_OPTIONS": _patience(environ.get("RATE_LIMIT_STORAGE") or ""),
        # While the storage is away each process counts for itself; nobody is sent away for it.
        "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True,
        "PLAN_SECONDS": whole_number(environ, "PLAN_SECONDS", 1, 3600, 10),
        "METRICS_TOKEN": ascii_text(environ, "METRICS_TOKEN", least=16),
        "LOG_LEVEL": choice(environ, "LOG_LEVEL", ("INFO", "DEBUG", "WARNING", "ERROR")),
        "MAX_CONTENT_LENGTH": 8 * 1024 * 1024,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": production,
        "PERMANENT_SESSION_LIFETIME": LASTS,
        "WTF_CSRF_TIME_LIMIT": None,
        "HOSTS": trusted_hosts(site_url and site_url.hostname, listening),
    }
    return config | _mail_settings(environ, production) | sign_in_settings(production)


def _mail_settings(environ: Mapping[str, str], production: bool) -> dict[str, Any]:
    server = host(environ, "SMTP_HOST", production)
    if production and not server:
        raise InvalidInput("SMTP_HOST must be set in production: without it no email leaves.")
    if server and not environ.get("SITE_URL"):
        raise InvalidInput("SITE_URL must be set with SMTP_HOST: links in emails lead there.")
    user, password = ascii_text(environ, "SMTP_USER"), ascii_text(environ, "SMTP_PASSWORD")
    if server and not environ.get("MAIL_FROM"):
        raise InvalidInput("MAIL_FROM must be set with SMTP_HOST: answers to emails go there.")
    if bool(password) != bool(user):
        raise InvalidInput("SMTP_USER and SMTP_PASSWORD must be set together, or neither.")
    return _returns_settings(environ) | {
        "SMTP_HOST": server,
        "SMTP_PORT": whole_number(environ, "SMTP_PORT", 1, 65535, 587),
        "SMTP_USER": user,
        "SMTP_PASSWORD": password,
        "SMTP_SECURITY": choice(environ, "SMTP_SECURITY", ("starttls", "tls", "none")),
        "MAIL_FROM": sender(environ, "MAIL_FROM", "crosstalk@example.org", production),
    }


def _returns_settings(environ: Mapping[str, str]) -> dict[str, Any]:
    """Where emails that come back are read, if anywhere."""
    server = host(environ, "RETURNS_HOST")
    user, password = ascii_text(environ, "RETURNS_USER"), ascii_text(environ, "RETURNS_PASSWORD")
    if server and not (user and password):
        raise InvalidInput("RETURNS_USER and RETURNS_PASSWORD must be set with RETURNS_HOST.")
    return {
        "RETURNS_HOST": server,
        "RETURNS_PORT": whole_number(environ, "RETURNS_PORT", 1, 65535, 993),
        "RETURNS_USER": user,
        "RETURNS_PASSWORD": password,
        "RETURNS_SECURITY": choice(environ, "RETURNS_SECURITY", ("tls", "starttls", "none")),
    }


def _patience(address: str) -> dict[str, int]:
    """How long pages wait for a storage that is elsewhere: a frozen one must not freeze them."""
    if not address.startswith(("redis:", "rediss:")):
        return {}
    return {"socket_connect_timeout": 2, "socket_timeout": 2}


def database_url(given: str | None, instance: Path) -> str:
    """Return SQLAlchemy's address of the database; plain postgresql:// means psycopg 3."""
    if not given:
        return f"sqlite:///{instance / 'crosstalk.db'}"
    for prefix in ("postgresql://", "postgres://"):
        if given.startswith(prefix):
            return "postgresql+psycopg://" + given.removeprefix(prefix)
    return given


def _secret_keys(environ: Mapping[str, str], instance: Path, production: bool) -> dict[str, Any]:
    """The key that signs and seals, and those before it."""
    present = _secret_key(environ, instance, production)
    # The sign-in library would sign with the oldest of a list: it overlooks what is no list.
    former = tuple(several(environ, "SECRET_KEY_FALLBACKS"))
    for key in former if production else ():
        strong_secret("Each key of SECRET_KEY_FALLBACKS", key)
    if present in former:
        raise InvalidInput("SECRET_KEY_FALLBACKS holds the present secret key too: take it out.")
    keys = {"SECRET_KEY": present, "SECRET_KEY_FALLBACKS": former}
    # The form library knows no former keys; it signs with the last of several.
    return keys | {"WTF_CSRF_SECRET_KEY": [*former, present]} if former else keys


def _secret_key(environ: Mapping[str, str], instance: Path, production: bool) -> str:
    if given := environ.get("SECRET_KEY"):
        return strong_secret("SECRET_KEY", given) if production else given
    if production:
        raise InvalidInput("SECRET_KEY must be set in production; there is no default.")
    # Even the embedded default never runs on a known secret.
    return kept_secret(instance)
