"""A choice between states ends by refusing what it has no words for; it guesses nothing."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import Environment, nodes

from scheduler.domain.states import FOR_TEMPLATES
from tests.guards.files import ROOT

STATES = {name for name, thing in FOR_TEMPLATES.items() if isinstance(thing, type)}
PARSER = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


Members = set[tuple[str, str]]


def _named(test: nodes.Node, flags: Mapping[str, Members]) -> Members:
    """The states that a condition compares with: the enumeration and the member.

    ``flags``: the names that were set to such a comparison before.
    """
    found = (
        node for compared in _all(test, nodes.Compare) for node in _all(compared, nodes.Getattr)
    )
    members = {
        (node.node.name, node.attr)
        for node in found
        if isinstance(node.node, nodes.Name) and node.node.name in STATES
    }
    return members.union(*(flags.get(name.name, set()) for name in _all(test, nodes.Name)))


def _all(node: nodes.Node, kind: type[nodes.Node]) -> Iterator[nodes.Node]:
    if isinstance(node, kind):
        yield node
    yield from node.find_all(kind)


def _choices(page: nodes.Template) -> Iterator[tuple[int, list[nodes.Node], list[nodes.Node]]]:
    """Of each choice, as tags or within an expression: its line, conditions and last branch."""
    for choice in page.find_all(nodes.If):
        yield choice.lineno, [branch.test for branch in (choice, *choice.elif_)], choice.else_
    for first in page.find_all(nodes.CondExpr):
        tests: list[nodes.Node] = []
        last: nodes.Node | None = first
        while isinstance(last, nodes.CondExpr):
            tests.append(last.test)
            last = last.expr2
        yield first.lineno, tests, [last] if last else []


def guesses(text: str) -> list[int]:
    """The lines of choices among several states whose last branch takes any other for granted."""
    page = PARSER.parse(text)
    flags = {
        one.target.name: _named(one.node, {})
        for one in page.find_all(nodes.Assign)
        if isinstance(one.target, nodes.Name) and not isinstance(one.node, nodes.CondExpr)
    }
    lines = []
    for line, tests, last in _choices(page):
        members = [_named(test, flags) for test in tests]
        several = len(set().union(*members)) > 1 and sum(map(bool, members)) > 1
        ends = [call for node in last for call in _all(node, nodes.Call)]
        refuses = any(getattr(call.node, "name", "") == "unknown_state" for call in ends)
        if several and last and not refuses:
            lines.append(line)
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
    inline = "{{{{ 1 if s == JobState.DONE else 2 if s == JobState.FAILED else {} }}}}"
    assert [guesses(inline.format(last)) for last in ("3", "unknown_state(s)")] == [[1], []]
    flags = "{% set a = s == JobState.DONE %}{% set b = s == JobState.FAILED %}"
    assert guesses(flags + "\n{{ 1 if a else 2 if b else 3 }}") == [2]
    assert guesses(flags + "\n{% if a %}1{% elif b %}2{% else %}3{% endif %}") == [2]
