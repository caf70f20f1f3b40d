"""The table of what happens when something fails names the tests that try it."""

import re

from tests.guards.files import ROOT


def test_every_test_of_failures_is_named_and_every_named_one_is_there() -> None:
    text = (ROOT / "docs/operating.md").read_text()
    named = set(re.findall(r"`(tests/[\w/]+\.py)`", text))
    there = {str(path.relative_to(ROOT)) for path in (ROOT / "tests/chaos").glob("test_*.py")}
    assert there - {"tests/chaos/test_documented.py"} <= named
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []
