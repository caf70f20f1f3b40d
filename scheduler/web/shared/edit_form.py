"""The base of every form that edits a stored thing: two people may edit it at once.

The page carries the version it shows and a digest of each value. When the thing has been saved
since, only what this person changed is applied; a field that both changed is shown with both
values and nothing is saved until the person has seen them.
"""

import json
from collections.abc import Iterator
from typing import Any, TypeVar

from flask import request
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, FieldList, FormField, HiddenField
from wtforms.fields.choices import SelectFieldBase

from scheduler.domain.edits import KeptValue, mark, whose_value
from scheduler.domain.english import listed
from scheduler.models.database import Versioned
from scheduler.services.editing import hold

OTHERS_KEPT = " Somebody else saved changes while you were editing: theirs are kept, too."
ASK = (
    "Somebody else saved this while you were editing, and nothing of yours is saved yet. Look at "
    "the fields that you both changed, then save again."
)
LONGEST = 40_000
_Stored = TypeVar("_Stored", bound=Versioned)


def as_stored(thing: _Stored) -> _Stored:
    """Return the thing to build its form from: on a POST as it is now, held until it is saved."""
    return hold(thing) if request.method == "POST" else thing


class EditForm(FlaskForm):
    """Edits something with a version. Build it from the stored values, ``version`` among them.

    ``others_note`` is a sentence for the page after the save when somebody else's changes were
    kept beside this person's; else "".
    """

    version = HiddenField()
    loaded = HiddenField()
    others_note = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.loaded.raw_data:
            self._rebase()

    def validate(self, extra_validators: Any = None) -> bool:
        """Keep what somebody else changed meanwhile, check all, and ask where both changed one."""
        clashes = self._settle()
        fine = super().validate(extra_validators)
        for field, sentence in clashes:
            field.errors = [*field.errors, sentence]
        if clashes:
            self.form_errors.append(ASK)
        return fine and not clashes

    def comparable(self) -> bool:
        """Whether each field posted belongs to the stored value that it was given."""
        return True

    def _settle(self) -> list[tuple[Field, str]]:
        shown = read_edit_marks(self.loaded.data)
        if not shown or self.version.data == str(self.version.object_data):
            return []
        if not self.comparable():
            return []
        clashes = []
        for field in leaves(self):
            mine, theirs = field_text(field), stored_text(field)
            # Marks, because the page holds no more of what it showed.
            kept = whose_value(shown.get(field.name, mark(theirs)), mark(mine), mark(theirs))
            if kept is KeptValue.THEIRS:
                _take_stored(field)
                self.others_note = OTHERS_KEPT
            elif kept is KeptValue.ASK:
                clashes.append((field, _both(field)))
        self._rebase()
        return clashes

    def _rebase(self) -> None:
        """Let the page carry what is stored now: the next save is compared with that."""
        self.version.data = str(self.version.object_data or "")
        marks = {field.name: mark(stored_text(field)) for field in leaves(self)}
        self.loaded.data = json.dumps(marks, separators=(",", ":"))


def leaves(form: Any) -> Iterator[Field]:
    """Each field that a person fills in, those of rows too."""
    for field in form:
        if isinstance(field, FieldList):
            for entry in field:
                yield from leaves(entry.form)
        elif isinstance(field, FormField):
            yield from leaves(field.form)
        elif not isinstance(field, HiddenField):
            yield field


def read_edit_marks(text: str | None) -> dict[str, str]:
    """The marks by the names of fields as the page carried them; none if that cannot be read."""
    try:
        marks = json.loads(text or "{}") if len(text or "") <= LONGEST else {}
    except (ValueError, RecursionError):
        return {}
    return marks if isinstance(marks, dict) else {}


def field_text(field: Field) -> str:
    """What the field holds, in the form in which two equal values are equal."""
    if field.process_errors:
        return "\0".join(map(str, field.raw_data or ()))
    value = field.data
    if isinstance(value, list | tuple | set | frozenset):
        return "\n".join(sorted(map(str, value)))
    if isinstance(field, BooleanField | SelectFieldBase) or value is None:
        return "" if value is None else str(value)
    raw, field.raw_data = field.raw_data, None
    text = field._value() if hasattr(field, "_value") else str(value)
    field.raw_data = raw
    return str(text).replace("\r\n", "\n").strip()


def stored_text(field: Field) -> str:
    """What is stored for the field, in the form of `field_text`."""
    kept = field.data, field.raw_data, field.process_errors
    field.process(None, field.object_data)
    text = field_text(field)
    field.data, field.raw_data, field.process_errors = kept
    return text


def _take_stored(field: Field) -> None:
    """Let the field hold what is stored, as if that had been posted."""
    field.process(None, field.object_data)
    if isinstance(field, BooleanField):
        field.raw_data = ["y"] if field.data else []
    elif isinstance(field.data, list):
        field.raw_data = [str(value) for value in field.data]
    else:
        field.raw_data = [text] if (text := field_text(field)) else []


def _both(field: Field) -> str:
    mine = _said(field)
    kept = field.data, field.raw_data, field.process_errors
    field.process(None, field.object_data)
    theirs = _said(field)
    field.data, field.raw_data, field.process_errors = kept
    return f"Somebody else saved {theirs} here; yours is {mine}. Save again to keep yours."


def _said(field: Field) -> str:
    """The field's value in the words of the page."""
    if isinstance(field, BooleanField):
        return "“yes”" if field.data else "“no”"
    if isinstance(field, SelectFieldBase):
        chosen = field.data if isinstance(field.data, list) else [field.data]
        wanted = {str(value) for value in chosen}
        labels = [
            f"“{choice.label}”" for choice in field.iter_choices() if str(choice.value) in wanted
        ]
        return listed(labels) or "nothing"
    text = field_text(field)
    return f"“{text}”" if text else "nothing"
