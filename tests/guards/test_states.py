"""States are written in one place each, and compared as members of their enumeration."""

import ast
import re
from collections.abc import Iterator

from scheduler.domain.states import JobState, MailState, PairKind, PlanState, RegistrationState
from tests.guards.files import ROOT

PLAN_WRITERS = ("drafts/drafts", "publishing", "run")
MAIL_WRITERS = (
    "background/backup/restoring", "background/backup/rows", "messages/held",
    "messages/mail_server", "messages/outbox", "messages/outbox_views", "messages/words/returned",
)  # fmt: skip
LIFECYCLE = "scheduler/services/registration/lifecycle.py"
COLUMNS = {"waiting_since", "offered_until", "let_pass_at", "calendar_sequence", "places_taken",
           "declined_at"}  # fmt: skip
"""What the lifecycle of a registration alone writes, beside an attendee's state."""
WRITERS = {
    "RegistrationState": {LIFECYCLE},
    "PlanState": {f"scheduler/services/planning/{name}.py" for name in PLAN_WRITERS},
    "JobState": {"scheduler/services/background/jobs.py"},
    "MailState": {f"scheduler/services/{name}.py" for name in MAIL_WRITERS},
    "CommitmentState": {"scheduler/services/afterwards/commitments.py"},
    "Presence": {
        "scheduler/services/morning/attendance.py",
        "scheduler/services/morning/sent.py",
    },
}
"""The modules that write a state of each kind, in whatever way a column is written."""
BY_NAME = {
    "scheduler/services/afterwards/projects.py",
    "scheduler/services/events/place/expecting.py",
    "scheduler/services/events/beginning/next_event.py",
    "scheduler/services/events/settings.py",
    "scheduler/services/events/sign_up_settings.py",
    "scheduler/services/registration/answers/values.py",
}
"""Modules that write columns by a name of a list of their own: of settings or of a person's fields,
among which a state is none."""
TABLES = ("Attendee", "Attendance", "Commitment", "Job", "OutgoingMail", "Plan")
WORDS = {
    state.value for kind in (RegistrationState, PlanState, JobState, MailState) for state in kind
}
IN_TEMPLATES = re.compile(
    rf"(?<!step\.)(?<!asked\.)\bstate\b\s*(?:==|!=|in)\s*\(?[\"'](?:{'|'.join(WORDS)})[\"']"
)


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / "scheduler").rglob("*.py")):
        name = path.relative_to(ROOT)
        if name.parts[1] in ("engine", "migrations", "models") or name.name == "states.py":
            continue
        yield str(name), ast.parse(path.read_text())


def _targets(node: ast.AST) -> Iterator[ast.expr]:
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AugAssign | ast.AnnAssign):
        targets = [node.target]
    for target in targets:
        yield from target.elts if isinstance(target, ast.Tuple) else [target]


def _written(node: ast.AST) -> Iterator[str]:
    """The attributes that a statement assigns, and the columns that ``values`` or a row gives."""
    for target in _targets(node):
        if isinstance(target, ast.Attribute):
            yield target.attr
    if isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else None
        called = node.func.id if isinstance(node.func, ast.Name) else called
        if called in ("values", "Attendee", "Event"):
            yield from (keyword.arg for keyword in node.keywords if keyword.arg)
        if called == "setattr" and isinstance(node.args[1], ast.Constant):
            yield str(node.args[1].value)


def _given_states(node: ast.AST) -> Iterator[ast.expr | None]:
    """What a statement writes into a column ``state``; None where the column has no fixed name."""
    if isinstance(node, ast.Assign) and any(
        isinstance(target, ast.Attribute) and target.attr == "state" for target in _targets(node)
    ):
        yield node.value
    if isinstance(node, ast.Dict):
        named = zip(node.keys, node.values, strict=True)
        given = [value for key, value in named if _is_constant(key, "state")]
        yield from (value for value in given if _kinds(value))
    if isinstance(node, ast.Call):
        called = ast.unparse(node.func).rpartition(".")[2]
        if called in ("values", *TABLES):
            yield from (keyword.value for keyword in node.keywords if keyword.arg == "state")
        if called == "setattr":
            constant = isinstance(node.args[1], ast.Constant)
            if _is_constant(node.args[1], "state") or not constant:
                yield node.args[2] if constant else None


def _is_constant(node: ast.AST | None, value: str) -> bool:
    return isinstance(node, ast.Constant) and node.value == value


def _kinds(value: ast.expr) -> set[str]:
    """The enumerations of states that an expression names."""
    return {inner.id for inner in ast.walk(value) if isinstance(inner, ast.Name)} & set(WRITERS)


def _may_write(name: str, value: ast.expr | None) -> bool:
    if value is None:
        return name in BY_NAME
    kinds = _kinds(value)
    writers = [WRITERS[kind] for kind in kinds] or [set().union(*WRITERS.values())]
    return all(name in allowed for allowed in writers)


def _is_state(node: ast.AST) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return name in ("state", "states")


def _words(nodes: list[ast.expr]) -> list[str]:
    found = [inner for node in nodes for inner in ast.walk(node) if isinstance(inner, ast.Constant)]
    return [str(constant.value) for constant in found if constant.value in WORDS]


def _bare(node: ast.AST) -> list[str]:
    """State words written as text where a state is compared, assigned, looked up or given."""
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        asked = any(isinstance(s, ast.Attribute) and ast.unparse(s) == "asked.state" for s in sides)
        return _words(sides) if any(map(_is_state, sides)) and not asked else []
    if isinstance(node, ast.Subscript) and _is_state(node.value):
        return _words([node.slice])
    if isinstance(node, ast.Call):
        given = [keyword.value for keyword in node.keywords if keyword.arg == "state"]
        in_ = isinstance(node.func, ast.Attribute) and node.func.attr == "in_"
        if in_ and _is_state(node.func.value):
            given += node.args
        return _words(given)
    if isinstance(node, ast.Dict):
        keys = [key for key in node.keys if isinstance(key, ast.Constant)]
        by_state = len(_words(keys)) > 1
        named = [
            value
            for key, value in zip(node.keys, node.values, strict=True)
            if isinstance(key, ast.Constant) and key.value == "state"
        ]
        return _words(named) + (_words(keys) if by_state else [])
    targets = list(_targets(node))
    if any(map(_is_state, targets)) and isinstance(node, ast.Assign):
        return _words([node.value])
    return []


def test_the_lifecycle_alone_writes_places_queue_and_sequences() -> None:
    found = [
        f"{name}:{node.lineno} {attribute}"
        for name, tree in _modules()
        for node in ast.walk(tree)
        for attribute in _written(node)
        if attribute in COLUMNS and name != LIFECYCLE
    ]
    assert found == []


def test_each_kind_of_state_is_written_by_its_own_modules() -> None:
    found = [
        f"{name}:{node.lineno} {value and ast.unparse(value)}"
        for name, tree in _modules()
        for node in ast.walk(tree)
        for value in _given_states(node)
        if not _may_write(name, value)
    ]
    assert found == []


def test_no_module_spells_a_state_as_text() -> None:
    found = [
        f"{name}:{node.lineno} {word}"
        for name, tree in _modules()
        for node in ast.walk(tree)
        for word in _bare(node)
    ]
    assert found == []


def _compared(tree: ast.AST) -> Iterator[ast.Constant]:
    """The texts that something is compared with or looked up by."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare | ast.Subscript):
            sides = (
                [node.left, *node.comparators] if isinstance(node, ast.Compare) else [node.slice]
            )
            for side in sides:
                parts = side.elts if isinstance(side, ast.Tuple) else [side]
                yield from (part for part in parts if isinstance(part, ast.Constant))


def test_no_module_compares_a_kind_of_rule_with_text() -> None:
    kinds = {kind.value for kind in PairKind}
    found = [
        f"{name}:{constant.lineno} {constant.value}"
        for name, tree in _modules()
        for constant in _compared(tree)
        if constant.value in kinds
    ]
    assert found == []
    forbidden = ast.parse('rule.kind in ("apart", other) or rules["wish"]')
    assert [constant.value for constant in _compared(forbidden)] == ["apart", "wish"]


def test_no_template_spells_a_state_as_text() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {hit.group()}"
        for path in sorted((ROOT / "templates").rglob("*.*"))
        for hit in IN_TEMPLATES.finditer(path.read_text())
    ]
    assert found == []


def test_the_guard_sees_what_it_forbids() -> None:
    text = (
        'a.state = "placed"\na.waiting_since, b = None, 1\ne.calendar_sequence += 1\n'
        'q.values(places_taken=3)\nAttendee(waiting_since=n)\nx = a.state != "waiting"\n'
        'a.state.in_(("placed", y))\nstates["cancelled"]\n{"placed": 1, "waiting": 2}\n'
        'f(state="queued")\n{"state": "running"}\n'
    )
    nodes = list(ast.walk(ast.parse(text)))
    written = sorted(name for node in nodes for name in _written(node))
    assert written == sorted(
        ["state", "waiting_since", "calendar_sequence", "places_taken", "waiting_since"]
    )
    assert sorted(word for node in nodes for word in _bare(node)) == sorted(
        ["placed", "waiting", "placed", "cancelled", "placed", "waiting", "queued", "running"]
    )
    written_states = ast.parse(
        "a.state = PlanState.DRAFT\nq.values(state=new)\nAttendee(state=x)\n"
        'setattr(a, "state", y)\nsetattr(a, name, z)\n{"state": JobState.DONE}\n'
        '{"state": words}\nsetattr(a, "name", y)'
    )
    given = [value for node in ast.walk(written_states) for value in _given_states(node)]
    assert sorted((value is not None and ast.unparse(value)) or "" for value in given) == sorted(
        ["PlanState.DRAFT", "new", "x", "y", "", "JobState.DONE"]
    )
    assert IN_TEMPLATES.search('{% if plan.state == "draft" %}')
