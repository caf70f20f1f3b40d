"""The database's clock, which all processes share however far their own are apart."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Float, literal, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import FunctionElement

from scheduler.models.database import Moment, db

_AT_ONCE: Final = timedelta(0)


class _DatabaseNow(FunctionElement[datetime]):
    name = "database_now"
    type = Moment()
    inherit_cache = True


def database_now(later: timedelta = _AT_ONCE) -> FunctionElement[datetime]:
    """The moment ``later`` than now (earlier where negative), by the database's own clock.

    An expression for any statement, to be stored or compared with a ``Moment``. It is read while
    the statement runs, not when the transaction began: a wait for a lock does not make it old.
    """
    return _DatabaseNow(literal(later.total_seconds(), Float()))


def read_clock() -> datetime:
    """Ask the database's clock, in the present transaction."""
    return db.session.execute(select(database_now())).scalar_one()


@compiles(_DatabaseNow, "sqlite")
def _in_sqlite(element: _DatabaseNow, compiler: Any, **options: Any) -> str:
    # Six digits of the second, as SQLAlchemy writes them: moments are compared as text.
    seconds = compiler.process(element.clauses, **options)
    return f"strftime('%Y-%m-%d %H:%M:%f000', 'now', {seconds} || ' seconds')"


@compiles(_DatabaseNow, "postgresql")
def _in_postgresql(element: _DatabaseNow, compiler: Any, **options: Any) -> str:
    seconds = compiler.process(element.clauses, **options)
    return f"(clock_timestamp() + make_interval(secs => {seconds}))"
