"""A choice between states ends by refusing what it has no words for; it guesses nothing."""

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes

from scheduler.domain.states import FOR_TEMPLATES
from tests.guards.files import ROOT

STATES = {name for name, thing in FOR_TEMPLATES.items() if isinstance(thing, type)}
PARSER = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


def _named(test: nodes.Node) -> set[tuple[str, str]]:
    """The states that a condition compares with: the enumeration and the member."""
    found = (
        node for compared in _all(test, nodes.Compare) for node in _all(compared, nodes.Getattr)
    )
    return {
        (node.node.name, node.attr)
        for node in found
        if isinstance(node.node, nodes.Name) and node.node.name in STATES
    }


def _all(node: nodes.Node, kind: type[nodes.Node]) -> Iterator[nodes.Node]:
    if isinstance(node, kind):
        yield node
    yield from node.find_all(kind)


def guesses(text: str) -> list[int]:
    """The lines of choices among several states whose last branch takes any other for granted."""
    lines = []
    for choice in PARSER.parse(text).find_all(nodes.If):
        members = [_named(branch.test) for branch in (choice, *choice.elif_)]
        several = len(set().union(*members)) > 1 and sum(map(bool, members)) > 1
        ends = [call for last in choice.else_ for call in _all(last, nodes.Call)]
        refuses = any(getattr(call.node, "name", "") == "unknown_state" for call in ends)
        if several and choice.else_ and not refuses:
            lines.append(choice.lineno)
    return lines


def test_choices_of_templates_end_in_a_refusal() -> None:
    found = {
        str(path.relative_to(ROOT)): lines
        for path in sorted(Path(ROOT / "templates").rglob("*.*"))
        if path.suffix in (".html", ".txt") and (lines := guesses(path.read_text()))
    }
    assert found == {}


def test_the_guard_sees_what_it_forbids() -> None:
    choice = (
        "{{% if s == JobState.DONE %}}a\n"
        + "{{% elif s == JobState.FAILED %}}b{{% else %}}{}{{% endif %}}"
    )
    texts = ("c", "{{ unknown_state(s) }}", "{% if x %}{{ unknown_state(s) }}{% endif %}")
    assert [guesses(choice.format(text)) for text in texts] == [[1], [], []]
    assert guesses("{% if s == JobState.DONE %}a{% else %}b{% endif %}") == []
