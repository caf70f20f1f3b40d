"""The list that somebody tries, as it was pasted or uploaded."""

import csv
import io

from scheduler.domain.people.import_headings import find_columns, known_headings
from scheduler.domain.planning.trial_list import TrialList, guess_columns, read_trial_list
from scheduler.errors import InvalidInput
from scheduler.exports.lists.delimited import heading_key, read_rows
from scheduler.exports.lists.rows import Row
from scheduler.exports.lists.upload import read_upload
from scheduler.services.people.importing.import_reading import read_stored


def text_of_upload(content: bytes) -> str:
    """The list of an uploaded file as lines of text, as if it had been pasted.

    Reads in a child process. Raises UnreadableFile or InvalidInput for what is no list.
    """
    read = read_stored(read_upload(content), {})
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(row.cells for row in read.rows)
    return out.getvalue()


def list_with_headings(text: str) -> str:
    """The list as the import reads it: one without headings gets some, addresses too.

    Raises InvalidInput for a list of nobody.
    """
    cells = [row.cells for row in _rows(text)]
    if find_columns(cells).header is not None:
        return text
    if not cells:
        raise InvalidInput("Paste the list of people, or choose a file.", field="people")
    found = dict(guess_columns(cells).mapping)
    width = max(len(row) for row in cells)
    mailed = (c for c in range(width) if any("@" in row[c] for row in cells if c < len(row)))
    if (email := next(mailed, None)) is not None:
        found["email"] = email
    names = {column: field for field, column in found.items()}
    out = io.StringIO()
    lines = [[names.get(column, "") for column in range(width)], *cells]
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue()


def tried_list(text: str) -> TrialList:
    """The people of the list. Raises InvalidInput for a list that cannot be used."""
    return read_trial_list(_rows(text))


def _rows(text: str) -> list[Row]:
    return read_rows(text.encode(), frozenset(map(heading_key, known_headings())))
