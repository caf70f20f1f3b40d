"""The address of every page about a populated event, and what asking changed in the database."""

from collections.abc import Iterator
from hashlib import sha256
from itertools import product
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from scheduler.models import db

# Pages anybody may ask for that belong to nobody's event.
NOT_OURS = ("static", "security.static")
# Those of programs, which read no cookie, have tests of their own: tests/web/api/test_keyed.py.
FOR_PROGRAMS = "/api/v1/"


def addresses(app: Flask, arguments: dict[str, Any], method: str) -> Iterator[tuple[Rule, str]]:
    """Every route that takes the method, with the addresses of its pages about the event.

    Fails with a sentence on an argument that `populate` gives no value for.
    """
    build = app.url_map.bind("localhost").build
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if rule.endpoint in NOT_OURS or rule.rule.startswith(FOR_PROGRAMS):
            continue
        if method not in (rule.methods or ()):
            continue
        wanted = sorted(rule.arguments - set(rule.defaults or {}))
        unknown = set(wanted) - set(arguments)
        assert not unknown, (
            f"tests/builders/populated.py needs a value for {unknown} of {rule.rule}"
        )
        for values in product(*(_each(arguments[name]) for name in wanted)):
            yield rule, build(rule.endpoint, dict(zip(wanted, values, strict=True)))


def _each(values: Any) -> tuple[Any, ...]:
    return values if isinstance(values, tuple) else (values,)


def digest() -> dict[str, str]:
    """A hash of every table's rows as they are committed now."""
    db.session.rollback()
    found = {}
    with db.engine.connect() as connection:
        for table in db.metadata.sorted_tables:
            rows = connection.execute(select(table).order_by(*table.primary_key.columns)).all()
            found[table.name] = sha256(repr(rows).encode()).hexdigest()
    return found
