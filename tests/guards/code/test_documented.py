"""Every path that docs/architecture.md names is there."""

import re

from tests.guards.files import ROOT

FOLDERS = ("domain", "engine", "exports", "mail", "models", "services", "jobs", "web", "cli")
PATH = re.compile(
    rf"`((?:(?:{'|'.join(FOLDERS)})|tests|templates|static)(?:/[\w-]+)+(?:\.\w+)?)/?`"
)


def test_a_newcomer_finds_every_file_that_is_named() -> None:
    named = set(PATH.findall((ROOT / "docs" / "architecture.md").read_text()))
    assert len(named) > 40
    missing = [
        path
        for path in sorted(named)
        if not any((ROOT / top / path).exists() for top in ("", "scheduler"))
    ]
    assert missing == []
