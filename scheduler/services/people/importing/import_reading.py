"""The rows of a list that was uploaded, as the organiser chose to read its sheets and letters."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from scheduler.domain.english import count
from scheduler.domain.people.import_headings import FIELDS, Columns, find_columns, passed_over
from scheduler.domain.people.import_states import are_states, find_states, state_of_heading
from scheduler.domain.people.questions.description import PersonField
from scheduler.errors import InvalidInput, NotFound
from scheduler.exports.lists.attendees_csv import without_guard
from scheduler.exports.lists.encodings import (
    ENCODINGS,
    Letters,
    LettersFound,
    find_letters,
    read_letters,
    sentence_on,
)
from scheduler.exports.lists.rows import Row, Sheet
from scheduler.exports.lists.upload import sheets_of
from scheduler.exports.lists.workbook import MOST_ROWS

MOST_PEOPLE: Final = 5000


@dataclass(frozen=True, slots=True)
class ListRead:
    """``sheets`` are those of the file, ``sheet`` the index of the one that ``rows`` are of."""

    sheets: tuple[Sheet, ...]
    sheet: int
    letters: Letters
    found: LettersFound
    rows: tuple[Row, ...]

    @property
    def sheet_choices(self) -> dict[int, str]:
        """The sheets to choose from, in words, by their index; none where there is one."""
        fit = {i: s for i, s in enumerate(self.sheets) if _refusal(s) is None}
        words = {
            i: f"{s.name} ({count(len(s.rows), 'row')}{', hidden' if s.hidden else ''})"
            for i, s in fit.items()
        }
        return words if len(self.sheets) > 1 else {}

    @property
    def letter_choices(self) -> dict[str, tuple[str, ...]]:
        """Some texts as each way to read the letters has them, by the way's value in the form."""
        if self.found.encodings:
            return self.found.encodings
        if self.found.mended:
            as_it_is, better = zip(*self.found.mended, strict=True)
            return {"mend": better, "as-written": as_it_is}
        return {}

    @property
    def letter_choice(self) -> str:
        """The value of the way that is chosen."""
        if self.found.encodings:
            return self.letters.encoding
        return "mend" if self.letters.mend else "as-written"

    def letters_of(self, choice: str) -> Letters:
        """The letters of a value of the form; those chosen before for any other value."""
        if choice in ("mend", "as-written"):
            return Letters(self.letters.encoding, choice == "mend")
        if choice in self.found.encodings:
            return Letters(choice, self.letters.mend)
        return self.letters

    def notices(self, columns: Columns, questions: Sequence[PersonField] = ()) -> Iterator[str]:
        """What the preview says of the file as a whole."""
        sheet = self.sheets[self.sheet]
        if len(self.sheets) > 1:
            yield f"The list is read from the sheet “{sheet.name}”."
        for other in self.sheets:
            if other is not sheet and (refusal := _refusal(other)):
                yield f"{refusal.rstrip('.')}: “{other.name}” is not offered."
        if sheet.hidden:
            yield "The sheet is hidden in the workbook."
        hidden = [row.line for row in sheet.rows if row.hidden]
        if hidden:
            lines = ", ".join(map(str, hidden[:10])) + (" …" if len(hidden) > 10 else "")
            rows = count(len(hidden), "row is", "rows are")
            yield f"{rows} hidden in the workbook: line {lines}."
        above = self.rows[columns.header].cells if columns.header is not None else ()
        for column in sheet.hidden_columns:
            if column in columns.mapping.values():
                name = above[column] if column < len(above) else ""
                yield f"The column “{name or column + 1}” is hidden in the workbook, and is used."
        yield from self._passed_over(columns, questions)
        if sentence := sentence_on(self.found):
            yield sentence

    def _passed_over(self, columns: Columns, questions: Sequence[PersonField]) -> Iterator[str]:
        """Which columns stand unused, because another is called alike."""
        if columns.header is None:
            return
        above, below = self.rows[columns.header].cells, self.rows[columns.header + 1 :]
        labels = dict(FIELDS) | {one.name: one.label for one in questions}
        for at, field in passed_over(above, columns.mapping, questions).items():
            cells = dict.fromkeys(row.cells[at] for row in below if at < len(row.cells))
            if not any(cells):
                continue
            shown = ", ".join([cell for cell in cells if cell][:3])
            used = columns.mapping[field]
            yield (
                f"Column {at + 1}, “{above[at]}” ({shown[:60]}), is not used: {labels[field]} is "
                f"read from column {used + 1}, “{above[used]}”. Say under Columns what it holds"
                f"{', such as Last name.' if field == 'name' else '.'}"
            )


def read_stored(content: bytes, kept: Mapping[str, Any]) -> ListRead:
    """Read what an upload stored. ``kept`` may say ``sheet``, ``encoding`` and ``mend``.

    Raises InvalidInput for a list that is empty or too long, NotFound for content of an earlier
    version of this software.
    """
    try:
        sheets = sheets_of(content)
    except ValueError as error:
        raise NotFound("That list is no longer here: upload it again.") from error
    index = kept.get("sheet", _likeliest(sheets))
    if refusal := _refusal(sheets[index]):
        raise InvalidInput(refusal)
    found = find_letters(sheets[index].rows)
    letters = found.guess
    if "encoding" in kept:
        letters = Letters(kept["encoding"], kept["mend"])
    rows = tuple(
        Row(row.line, tuple(map(without_guard, row.cells)), row.notes, row.hidden)
        for row in read_letters(sheets[index].rows, letters)
    )
    return ListRead(sheets, index, letters, found, rows)


def columns_of_list(rows: Sequence[Row], questions: Sequence[PersonField]) -> Columns:
    """Find the headings and what the columns hold, a column of states by its values too."""
    columns = find_columns([row.cells for row in rows], questions)
    mapping = dict(columns.mapping)
    start = 0 if columns.header is None else columns.header + 1
    below = [row.cells for row in rows[start:]]
    above = rows[columns.header].cells if columns.header is not None else ()
    headed = mapping.pop("status", None)
    width = max((len(cells) for cells in below), default=0)
    states = find_states(below, width, mapping.values())
    if headed is not None and are_states(
        (c[headed] for c in below if headed < len(c)), above[headed]
    ):
        states = headed
    if states is None:
        free = (i for i, heading in enumerate(above) if state_of_heading(heading))
        states = next((i for i in free if i not in mapping.values()), None)
    if states is not None:
        mapping["status"] = states
    return Columns(columns.header, mapping)


def encoding_names() -> dict[str, str]:
    """The ways to read letters in words, by their values in the form."""
    return {**ENCODINGS, "mend": "Mended", "as-written": "As written"}


def _likeliest(sheets: Sequence[Sheet]) -> int:
    """The visible sheet whose headings are known best; the first of equals."""

    def evidence(index: int) -> tuple[bool, bool, int]:
        sheet = sheets[index]
        mapping = find_columns([row.cells for row in sheet.rows[:30]]).mapping
        return _refusal(sheet) is None, not sheet.hidden, len(mapping)

    return max(range(len(sheets)), key=evidence)


def _refusal(sheet: Sheet) -> str | None:
    """Why a sheet is not read, in a sentence."""
    if sheet.too_long:
        return f"The sheet has more than {MOST_ROWS} rows: keep only the list."
    if not sheet.rows:
        return "The file is empty: choose the list of people."
    if len(sheet.rows) > MOST_PEOPLE:
        return f"The list has more than {MOST_PEOPLE} rows: split it up."
    return None
