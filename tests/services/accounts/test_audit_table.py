"""Each table has its words in the log of who did what, or a reason for none."""

import ast
from collections.abc import Iterator

from scheduler.domain.accounts.audit import EVENT_FIELDS, UNLOGGED_EVENT_FIELDS
from scheduler.models import Event, db
from scheduler.services.accounts.audit_table import LOGGED, UNLOGGED
from tests.guards.files import ROOT

BY_STATEMENT = {
    # Workers do it, for nobody.
    "background/jobs.py: Job",
    "privacy/purging.py: Attendee",
    # The proposal that is cleared away was offered, not done.
    "planning/board/improving.py: Job",
    # Counts places; the transition that takes one is noted.
    "registration/lifecycle.py: Event",
    # Who is whom in a series; the event's own series is noted.
    "events/series.py: Attendee",
    "events/deletion.py: Attendee",
}
"""Updates past the session of rows that the log tells of: none is a deed with words of its own."""


def test_every_table_is_logged_or_says_why_not() -> None:
    tables = {mapper.class_ for mapper in db.Model.registry.mappers}
    assert set(LOGGED) | set(UNLOGGED) == tables
    assert set(LOGGED) & set(UNLOGGED) == set()


def test_every_column_of_an_event_is_logged_or_says_why_not() -> None:
    columns = {column.key for column in Event.__mapper__.column_attrs}
    assert set(EVENT_FIELDS) | set(UNLOGGED_EVENT_FIELDS) == columns
    assert set(EVENT_FIELDS) & set(UNLOGGED_EVENT_FIELDS) == set()


def _updated() -> Iterator[str]:
    logged = {model.__name__ for model in LOGGED}
    services = ROOT / "scheduler" / "services"
    for path in sorted(services.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            statement = isinstance(node, ast.Call) and ast.unparse(node.func) in (
                "update",
                "insert",
            )
            if statement and node.args and (name := ast.unparse(node.args[0])) in logged:
                yield f"{path.relative_to(services)}: {name}"


def test_no_service_changes_a_logged_row_past_the_session() -> None:
    """The log reads changes from the session, and deletions from statements too."""
    assert set(_updated()) == BY_STATEMENT
