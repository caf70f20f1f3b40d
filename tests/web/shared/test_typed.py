"""What a refused form shows of itself is what somebody typed."""

import re

from scheduler.web.shared.typed import Typed
from tests.guards.files import ROOT

CONTROL = re.compile(r'<(input|button)\b[^>]*?\bname="(\w+)"[^>]*')
GIVEN = re.compile(r"fields=\{([^}]*)\}")
OURS = {"csrf_token", "next", "typed"}


def hidden_names() -> set[str]:
    """The fields that a template or a form of ours hides, and the names of buttons."""
    found = set()
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text()
        for control in CONTROL.finditer(text):
            if control[1] == "button" or 'type="hidden"' in control[0]:
                found.add(control[2])
        for given in GIVEN.findall(text):
            found.update(re.findall(r'"(\w+)":', given))
    for path in (ROOT / "scheduler/web").rglob("*.py"):
        found.update(re.findall(r"(\w+) = HiddenField\(", path.read_text()))
    return found - OURS


def test_what_was_hidden_or_pressed_is_not_shown_as_typed() -> None:
    hidden = hidden_names()
    assert {"round", "version", "who"} < hidden
    sent = tuple((name, "1") for name in sorted(hidden))
    assert Typed("/there", "/here", (*sent, ("items-1-title", "Tea"))).shown == [
        ("Items, 2, title", "Tea")
    ]
