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
    "SECRET_KEY": "0123456789abcdef0123456789abcdef",
    "SITE_URL": "https://breakfast.example.org",
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


def test_production_starts_with_safe_settings(tmp_path: Path) -> None:
    config = load_config(SAFE | {"INSTANCE_DIR": str(tmp_path)})
    assert (config["SESSION_COOKIE_SECURE"], config["SECRET_KEY"]) == (True, SAFE["SECRET_KEY"])


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", "", "SECRET_KEY must be set in production; there is no default."),
        ("SECRET_KEY", "short", "SECRET_KEY must have at least 32 characters in production."),
        ("SITE_URL", "", "SITE_URL must be set to an https:// address in production."),
        (
            "SITE_URL",
            "http://breakfast.example.org",
            "SITE_URL must be set to an https:// address in production.",
        ),
        ("SMTP_SECURITY", "off", "SMTP_SECURITY must be one of starttls, tls, none, not 'off'."),
        ("PLAN_SECONDS", "0", "PLAN_SECONDS must be a whole number from 1 to 3600, not '0'."),
        ("SMTP_PORT", "mail", "SMTP_PORT must be a whole number from 1 to 65535, not 'mail'."),
    ],
)
def test_it_refuses_to_start_on_an_unsafe_or_unusable_setting(
    tmp_path: Path, name: str, value: str, sentence: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        load_config(SAFE | {"INSTANCE_DIR": str(tmp_path), name: value})
    assert refused.value.sentence == sentence


def test_the_embedded_default_makes_a_secret_of_its_own_and_keeps_it(tmp_path: Path) -> None:
    first = load_config({"INSTANCE_DIR": str(tmp_path / "one")})["SECRET_KEY"]
    again = load_config({"INSTANCE_DIR": str(tmp_path / "one")})["SECRET_KEY"]
    other = load_config({"INSTANCE_DIR": str(tmp_path / "two")})["SECRET_KEY"]
    assert (len(first), first == again, first == other) == (64, True, False)
