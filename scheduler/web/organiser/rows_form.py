"""Forms that edit a short list as a whole: a row for each entry in its order, and a blank one.

Others may add, remove and change entries meanwhile: rows that they added are kept, what was typed
into a row that they removed is kept as a new row, and the person is asked before either is lost.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import Field, FieldList, Form, HiddenField

from scheduler.domain.edits import EditedRow, align, mark
from scheduler.domain.people.names import as_name
from scheduler.domain.text import one_line
from scheduler.web.organiser.plain_form import PlainForm, PlainWords
from scheduler.web.organiser.rows import checked_action
from scheduler.web.shared.edit_form import (
    ASK,
    OTHERS_KEPT,
    EditForm,
    leaves,
    read_edit_marks,
    stored_text,
)

GONE = "Somebody else removed this line while you changed it. Save to put it back, or remove it."
CHANGED = "Somebody else changed this line meanwhile. Remove it again if it should go all the same."


class RowId(HiddenField):
    """The id of a row's entry; a row that is posted without one is a new or the blank one."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was posted alone: the stored entry in this place may be another's."""
        self.data = valuelist[0] if valuelist else ""


class RowForm(Form):
    """One row: a form within a form, without a token of its own. Its first text names the entry."""

    class Meta:
        """Tells the library where its words come from."""

        def get_translations(self, form: Any) -> PlainWords:
            """Our words, in every language."""
            return PlainWords()

    id = RowId()
    texts: ClassVar[tuple[str, ...]]
    """The fields that are empty in the blank row."""

    @property
    def blank(self) -> bool:
        """Whether this is the row for another entry, and nothing was typed into it."""
        return not (self.id.data or any(self[name].data for name in self.texts))

    @property
    def first(self) -> Field:
        """The field that names the entry."""
        return self[self.texts[0]]


class RowsForm(EditForm, PlainForm):
    """The list; build it with `filled`. ``action`` is the pressed button, as `rearranged` reads it.

    A subclass has ``items``, a list of rows, with room for rows that others add meanwhile.
    """

    items: FieldList
    nameless: ClassVar[str]
    """What is asked of a row that has no name."""
    most: ClassVar[int]
    action: str = "save"
    gone: Sequence[int] = ()

    @classmethod
    def filled(
        cls, version: int, stored: Sequence[Mapping[str, Any]], blank: Mapping[str, Any] | None
    ) -> Self:
        """The form of the stored entries, whose first value is their id; what was posted first.

        Rows posted are put beside the stored entries that they belong to.
        """
        rows = [*stored, blank] if blank is not None else list(stored)
        form = cls(version=version, items=rows)
        if not form.is_submitted():
            return form
        form.action = checked_action(request.form.get("action", "save"))
        return form if form.comparable() else form._aligned(version, stored, rows)

    def comparable(self) -> bool:
        """Whether the rows posted are those that are stored, in their order."""
        posted = [row_id(entry.form.id.data) for entry in self.items]
        stored = [row["id"] for row in self.items.object_data if "id" in row]
        return posted[: len(stored)] == stored and not any(posted[len(stored) :])

    def validate(self, extra_validators: Any = None) -> bool:
        """Every row that is not blank has a name, and nothing typed is lost unasked."""
        fine = super().validate(extra_validators)
        for row in self.rows():
            if not as_name(row.first.data or ""):
                row.first.errors = [self.nameless]
                fine = False
        for place in self.gone:
            self.items[place].form.first.errors = [GONE]
        if self.gone:
            self.form_errors.append(ASK)
        if len(self.rows()) > self.most:
            self.form_errors.append(f"At most {self.most} lines; these are {len(self.rows())}.")
        return fine and not self.form_errors

    def rows(self) -> list[Any]:
        """The rows that hold something."""
        return [entry.form for entry in self.items if not entry.form.blank]

    def _settle(self) -> list[tuple[Field, str]]:
        """Ask also before a row is removed that somebody else has changed."""
        name, _, number = self.action.partition(":")
        rows = self.rows()
        overtaken = []
        if name == "remove" and number.isdecimal() and int(number) < len(rows):
            shown = read_edit_marks(self.loaded.data)
            row = rows[int(number)]
            theirs = [(field, mark(stored_text(field))) for field in leaves(row)]
            if any(text != shown.get(field.name, text) for field, text in theirs):
                overtaken.append((row.first, CHANGED))
        return super()._settle() + overtaken

    def _aligned(self, version: int, stored: Sequence[Mapping[str, Any]], rows: list[Any]) -> Self:
        """The form as if its page had shown the entries that are stored now."""
        shown = read_edit_marks(self.loaded.data)
        places = [place for place, entry in enumerate(self.items) if not entry.form.blank]
        posted = [_row(self.items[place].form) for place in places]
        marks = [
            {name: shown.get(f"items-{place}-{name}", "") for name in row.texts}
            for place, row in zip(places, posted, strict=True)
        ]
        data: MultiDict[str, str] = MultiDict(
            [item for item in request.form.items(multi=True) if not item[0].startswith("items-")]
        )
        known, gone, action = {}, [], "save"
        name, _, number = self.action.partition(":")
        aligned = align(posted, marks, [_stored_row(values) for values in stored])
        for place, found in enumerate(aligned):
            data.add(f"items-{place}-id", found.row.id)
            for field, text in found.row.texts.items():
                data.add(f"items-{place}-{field}", text)
                if found.posted is not None and found.row.id:
                    known[f"items-{place}-{field}"] = marks[found.posted][field]
            if found.gone:
                gone.append(place)
            if number == str(found.posted):
                action = f"{name}:{place}"
        if shown:
            data["loaded"] = json.dumps(known)
        form = type(self)(data, version=version, items=rows)
        form.gone, form.action = gone, action
        seen = {row.id for row in posted if row.id}
        form.others_note = "" if seen == {str(row["id"]) for row in stored} else OTHERS_KEPT
        return form


def row_id(text: str | int | None) -> int | None:
    """Return the id a row carries; the blank row carries none."""
    return int(text) if text and str(text).isdecimal() and len(str(text)) < 16 else None


def _row(form: RowForm) -> EditedRow:
    names = [field.short_name for field in leaves(form)]
    raw = {name: one_line((form[name].raw_data or [""])[0]) for name in names}
    return EditedRow(str(row_id(form.id.data) or ""), raw)


def _stored_row(values: Mapping[str, Any]) -> EditedRow:
    texts = {name: str(value) for name, value in values.items() if name != "id"}
    return EditedRow(str(values["id"]), texts)
