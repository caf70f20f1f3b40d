import re
from pathlib import Path

import pytest

from scheduler.errors import InvalidInput
from scheduler.web.app.config import SETTINGS, load_config
from tests.guards.files import ROOT, our_files

READ = re.compile(r"environ(?:\.get\(|\[|,\s*)\s*[\"']([A-Z_]+)[\"']|envvar=[\"']([A-Z_]+)[\"']")
NAMES = {setting.name for setting in SETTINGS}
SAFE = {
    "CROSSTALK_ENV": "production",
    "SECRET_KEY": "0b5d8a1f3c7e92466d1e08c4a97f3b52",
    "SITE_URL": "https://breakfast.org.uk",
    "SMTP_HOST": "mail.breakfast.org.uk",
    "MAIL_FROM": "events@breakfast.org.uk",
}


def test_every_setting_is_named_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    assert {name for name in NAMES if f"`{name}`" not in readme} == set()


def test_what_is_read_from_the_environment_is_what_is_declared() -> None:
    read = {
        name
        for path in our_files(".py")
        if "scheduler" in path.relative_to(ROOT).parts[:1]
        for hit in READ.finditer(path.read_text())
        for name in hit.groups()
        if name
    }
    assert read == NAMES


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("SITE_URL", "https://examples.org.uk"),
        ("SITE_URL", "https://breakfast.intranet"),
        ("SITE_URL", "https://192.168.1.20"),
        ("SMTP_HOST", "localhost"),
        ("SMTP_HOST", "127.0.0.1"),
    ],
)
def test_production_takes_hosts_that_may_exist(tmp_path: Path, name: str, given: str) -> None:
    assert load_config(SAFE | {"INSTANCE_DIR": str(tmp_path), name: given})[name] == given


def test_production_starts_with_safe_settings(tmp_path: Path) -> None:
    config = load_config(SAFE | {"INSTANCE_DIR": str(tmp_path)})
    assert (config["SESSION_COOKIE_SECURE"], config["SECRET_KEY"]) == (True, SAFE["SECRET_KEY"])


def test_former_secret_keys_are_told_apart(tmp_path: Path) -> None:
    instance = {"INSTANCE_DIR": str(tmp_path)}
    assert load_config(instance)["SECRET_KEY_FALLBACKS"] == ()
    found = load_config(instance | {"SECRET_KEY": "c", "SECRET_KEY_FALLBACKS": "a, b"})
    assert (found["SECRET_KEY_FALLBACKS"], found["WTF_CSRF_SECRET_KEY"]) == (
        ("a", "b"), ["a", "b", "c"]
    )  # fmt: skip


REFUSED = [
    ("CROSSTALK_ENV", "prod", "CROSSTALK_ENV must be one of embedded, production, not 'prod'."),
    ("SECRET_KEY", "", "SECRET_KEY must be set in production; there is no default."),
    ("SECRET_KEY", "short", "SECRET_KEY must have at least 32 characters in production."),
    ("SECRET_KEY", "a" * 32, "SECRET_KEY repeats itself: make one by chance for production."),
    (
        "SECRET_KEY",
        "0123456789abcdef" * 2,
        "SECRET_KEY repeats itself: make one by chance for production.",
    ),
    (
        "SECRET_KEY",
        "123456789012345678901234567890123",
        "SECRET_KEY repeats itself: make one by chance for production.",
    ),
    (
        "SECRET_KEY",
        "abcdefghijklmnopqrstuvwxyz0123456789",
        "SECRET_KEY repeats itself: make one by chance for production.",
    ),
    (
        "SECRET_KEY",
        "please-change-me-for-a-key-by-chance",
        "SECRET_KEY looks like an example: make one by chance for production.",
    ),
    (
        "SECRET_KEY_FALLBACKS",
        "7c1e94b06d2fa8351be07f4a93c86d52,",
        "SECRET_KEY_FALLBACKS must be texts with one comma between each and the next.",
    ),
    (
        "SECRET_KEY_FALLBACKS",
        "7c1e94b06d2fa8351be07f4a93c86d52, short",
        "Each key of SECRET_KEY_FALLBACKS must have at least 32 characters in production.",
    ),
    (
        "SECRET_KEY_FALLBACKS",
        SAFE["SECRET_KEY"],
        "SECRET_KEY_FALLBACKS holds the present secret key too: take it out.",
    ),
    ("INSTANCE_DIR", "{file}/in", "INSTANCE_DIR cannot be made: {file}/in (not a directory)."),
    (
        "DATABASE_URL",
        "mysql://host/db",
        "DATABASE_URL must begin with sqlite:, postgresql:, postgres: or postgresql+psycopg:.",
    ),
    (
        "DATABASE_URL",
        "postgresql://host:port/db",
        "DATABASE_URL cannot be read: its host or its port is not written as such.",
    ),
    (
        "DATABASE_URL",
        "sqlite://",
        "DATABASE_URL must name a file, as sqlite:////var/lib/crosstalk/file.db does.",
    ),
    (
        "DATABASE_URL",
        "postgresql:/db",
        "DATABASE_URL must begin with sqlite:, postgresql:, postgres: or postgresql+psycopg:.",
    ),
    ("QUEUE_URL", "sqlite:////no/q.db", "QUEUE_URL must name a file in a folder that exists."),
    (
        "RATE_LIMIT_STORAGE",
        "redis://host/first",
        "RATE_LIMIT_STORAGE must end with a number, as redis://127.0.0.1/0 does.",
    ),
    (
        "QUEUE_URL",
        "amqp://host",
        "QUEUE_URL must begin with sqlite:, redis:, rediss:, postgresql:, postgres: or memory:.",
    ),
    (
        "QUEUE_URL",
        "redis://[::1",
        "QUEUE_URL cannot be read: its host or its port is not written as such.",
    ),
    ("SITE_URL", "", "SITE_URL must be set to an https:// address in production."),
    (
        "SITE_URL",
        "http://breakfast.org.uk",
        "SITE_URL must be set to an https:// address in production.",
    ),
    (
        "SITE_URL",
        "https://breakfast.org.uk\\evil",
        "SITE_URL must be a scheme and a host alone, such as https://breakfast.example.org.",
    ),
    (
        "SITE_URL",
        "https://breakfast.org.uk/events",
        "SITE_URL must be a scheme and a host alone, such as https://breakfast.example.org.",
    ),
    *[
        (
            "SITE_URL",
            f"https://{host}{port}",
            "SITE_URL must be an address of your own in production: links in emails lead there, "
            f"and nobody else reaches {host.lower().strip('[]')}.",
        )
        for host, port in [
            ("localhost", ""),
            ("breakfast.localhost", ":8443"),
            ("example.org", ""),
            ("Breakfast.Example.org", ""),
            ("breakfast.test", ""),
            ("127.0.0.1", ":8000"),
            ("0.0.0.0", ""),
            ("[::1]", ""),
        ]
    ],
    (
        "SMTP_HOST",
        "smtp.example.org",
        "SMTP_HOST must be a host that exists in production, not smtp.example.org.",
    ),
    (
        "HOST",
        "http://0.0.0.0",
        "HOST must be the name or the address of a host, without a scheme or a port, "
        "not 'http://0.0.0.0'.",
    ),
    ("PORT", "eighty", "PORT must be a whole number from 1 to 65535, not 'eighty'."),
    ("PORT", "9" * 23, f"PORT must be a whole number from 1 to 65535, not '{'9' * 23}'."),
    ("PROCESSES", "0", "PROCESSES must be a whole number from 1 to 64, not '0'."),
    ("PROXY_COUNT", "-1", "PROXY_COUNT must be a whole number from 0 to 10, not '-1'."),
    ("RATE_LIMITS", "no", "RATE_LIMITS must be one of on, off, not 'no'."),
    (
        "RATE_LIMIT_STORAGE",
        "limits.db",
        "RATE_LIMIT_STORAGE must begin with sqlite:, redis:, rediss: or memory:.",
    ),
    ("SMTP_HOST", "", "SMTP_HOST must be set in production: without it no email leaves."),
    (
        "SMTP_HOST",
        "smtp.breakfast.org.uk:25",
        "SMTP_HOST must be the name or the address of a host, without a scheme or a port, "
        "not 'smtp.breakfast.org.uk:25'.",
    ),
    ("SMTP_PORT", "mail", "SMTP_PORT must be a whole number from 1 to 65535, not 'mail'."),
    ("SMTP_USER", "olwen\n", "SMTP_USER may hold letters, digits and signs of ASCII only."),
    (
        "SMTP_PASSWORD",
        "schlüssel",
        "SMTP_PASSWORD may hold letters, digits and signs of ASCII only.",
    ),
    (
        "SMTP_PASSWORD",
        "marmalade",
        "SMTP_USER and SMTP_PASSWORD must be set together, or neither.",
    ),
    ("SMTP_USER", "olwen", "SMTP_USER and SMTP_PASSWORD must be set together, or neither."),
    ("MAIL_FROM", "", "MAIL_FROM must be set with SMTP_HOST: answers to emails go there."),
    ("SMTP_SECURITY", "off", "SMTP_SECURITY must be one of starttls, tls, none, not 'off'."),
    ("MAIL_FROM", "Olwen", "MAIL_FROM must be an email address, not 'Olwen'."),
    (
        "MAIL_FROM",
        "us@mail.example.com",
        "MAIL_FROM must be an address of your own in production, not us@mail.example.com.",
    ),
    (
        "RETURNS_HOST",
        "imap.breakfast.org.uk",
        "RETURNS_USER and RETURNS_PASSWORD must be set with RETURNS_HOST.",
    ),
    ("RETURNS_PORT", "0", "RETURNS_PORT must be a whole number from 1 to 65535, not '0'."),
    ("RETURNS_USER", "ö", "RETURNS_USER may hold letters, digits and signs of ASCII only."),
    (
        "RETURNS_PASSWORD",
        "schlüssel",
        "RETURNS_PASSWORD may hold letters, digits and signs of ASCII only.",
    ),
    ("RETURNS_SECURITY", "off", "RETURNS_SECURITY must be one of tls, starttls, none, not 'off'."),
    ("PLAN_SECONDS", "0", "PLAN_SECONDS must be a whole number from 1 to 3600, not '0'."),
    ("METRICS_TOKEN", "short", "METRICS_TOKEN must have at least 16 characters."),
    ("LOG_LEVEL", "loud", "LOG_LEVEL must be one of INFO, DEBUG, WARNING, ERROR, not 'loud'."),
]


@pytest.mark.parametrize(("name", "value", "sentence"), REFUSED)
def test_it_refuses_to_start_on_an_unsafe_or_unusable_setting(
    tmp_path: Path, name: str, value: str, sentence: str
) -> None:
    file = tmp_path / "file"
    file.touch()
    given = {"INSTANCE_DIR": str(tmp_path), name: value.format(file=file)}
    with pytest.raises(InvalidInput) as refused:
        load_config(SAFE | given)
    assert refused.value.sentence == sentence.format(file=file)


def test_every_setting_is_refused_in_a_sentence_when_it_cannot_be_read() -> None:
    assert {name for name, _value, _sentence in REFUSED} == NAMES
    assert [said for _name, _value, said in REFUSED if not said.endswith(".")] == []


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            {"SMTP_HOST": "mail.example.org"},
            "SITE_URL must be set with SMTP_HOST: links in emails lead there.",
        ),
        ({"SITE_URL": "ftp://here"}, "SITE_URL must begin with https: or http:."),
    ],
)
def test_it_refuses_what_does_not_go_together(
    tmp_path: Path, given: dict[str, str], sentence: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        load_config({"INSTANCE_DIR": str(tmp_path)} | given)
    assert refused.value.sentence == sentence


def test_the_embedded_default_makes_a_secret_of_its_own_and_keeps_it(tmp_path: Path) -> None:
    first = load_config({"INSTANCE_DIR": str(tmp_path / "one")})["SECRET_KEY"]
    again = load_config({"INSTANCE_DIR": str(tmp_path / "one")})["SECRET_KEY"]
    other = load_config({"INSTANCE_DIR": str(tmp_path / "two")})["SECRET_KEY"]
    assert (len(first), first == again, first == other) == (64, True, False)
