"""What a page says is asserted of the part where it should stand, not of its text as a whole."""

import ast
from collections.abc import Iterator

from tests.guards.files import ROOT

MOST = 50
"""How many assertions of the page tests ask whether something is ``in`` something else.

What remains: whether an address, a name or a price stands anywhere at all, where either answer is
tried; headers that list several things; what a statement or a file holds; a choice among several.
For all else `tests.builders.pages` has ``texts``, ``notices``, ``places``, ``number_of``,
``errors_of`` and ``title``.
"""


def contained() -> Iterator[str]:
    """Each such assertion, but for a choice among values that are written out."""
    for path in sorted((ROOT / "tests" / "web").rglob("*.py")):
        asserted = (n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Assert))
        for statement in asserted:
            for part in ast.walk(statement.test):
                if isinstance(part, ast.Compare) and isinstance(part.ops[0], ast.In):
                    written_out = isinstance(part.comparators[0], ast.Tuple | ast.List | ast.Set)
                    if not written_out:
                        yield f"{path.relative_to(ROOT)}:{part.lineno}"


def test_few_sentences_are_sought_anywhere_on_a_page() -> None:
    found = list(contained())
    assert len(found) <= MOST, found
