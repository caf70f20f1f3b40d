"""The agenda and the sectors, each as one form with a row for every entry and a blank one."""

from typing import Any

from wtforms import FieldList, Form, FormField, HiddenField, IntegerField, SelectField, StringField
from wtforms.validators import Length, NumberRange, Optional

from scheduler.domain.events.agenda import KINDS
from scheduler.domain.events.sectors import MOST_SECTORS, STYLES
from scheduler.domain.registration.sign_up import one_line
from scheduler.models import Event
from scheduler.services.events.agenda import ItemEdit, SectorEdit
from scheduler.web.organiser.plain_form import PlainForm, PlainWords
from scheduler.web.shared.edit_form import EditForm
from scheduler.web.shared.forms import strip

MOST_ITEMS = 40
MINUTES = "Enter the minutes, from 1 to 600."


class RowForm(Form):
    """One row: a form within a form, without a token of its own."""

    class Meta:
        """Tells the library where its words come from."""

        def get_translations(self, form: Any) -> PlainWords:
            """Our words, in every language."""
            return PlainWords()


class RowId(HiddenField):
    """The id of a row's entry; a row that is posted without one is the blank one."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was posted alone: the stored entry in this place may be another's."""
        self.data = valuelist[0] if valuelist else ""


class ItemForm(RowForm):
    """One line of the agenda; without id and title it is the blank one."""

    id = RowId()
    title = StringField("What happens", filters=[strip], validators=[Length(max=200)])
    speaker = StringField("Speaker", filters=[strip], validators=[Length(max=200)])
    kind = SelectField("Kind", choices=KINDS, default="talk")
    minutes = IntegerField(
        "Minutes",
        validators=[Optional(), NumberRange(1, 600, MINUTES)],
        render_kw={"min": 1, "max": 600, "inputmode": "numeric"},
    )

    @property
    def blank(self) -> bool:
        """Whether this is the row for another entry, and nothing was typed into it."""
        return not (self.id.data or self.title.data or self.speaker.data)


class AgendaForm(EditForm, PlainForm):
    """The whole agenda."""

    items = FieldList(FormField(ItemForm), max_entries=MOST_ITEMS + 1)

    @classmethod
    def of(cls, event: Event) -> "AgendaForm":
        """The form filled with the event's agenda and a blank row; what was posted goes first."""
        rows: list[dict[str, Any]] = [
            {"id": i.id, "title": i.title, "speaker": i.speaker, "kind": i.kind,
             "minutes": i.minutes}
            for i in event.agenda
        ]  # fmt: skip
        return cls(version=event.version, items=[*rows, {"minutes": 10}])

    def comparable(self) -> bool:
        """Whether the rows posted are those that are stored."""
        return same_rows(self.items)

    def validate(self, extra_validators: Any = None) -> bool:
        """Every row that is not blank has a title and minutes."""
        fine = super().validate(extra_validators)
        for row in self.rows():
            if not row.title.data:
                row.title.errors = ["Enter what happens."]
                fine = False
            if row.minutes.data is None and not row.minutes.errors:
                row.minutes.errors = [MINUTES]
                fine = False
        return fine

    def rows(self) -> list[ItemForm]:
        """The rows that hold something."""
        return [entry.form for entry in self.items if not entry.form.blank]

    def edits(self) -> list[ItemEdit]:
        """The validated rows."""
        return [
            ItemEdit(
                row_id(row.id.data),
                row.kind.data,
                one_line(row.title.data or ""),
                one_line(row.speaker.data or ""),
                row.minutes.data or 0,
            )
            for row in self.rows()
        ]


class SectorForm(RowForm):
    """One sector; without id and name it is the blank one."""

    id = RowId()
    name = StringField("Name", filters=[strip], validators=[Length(max=60)])
    examples = StringField("Examples", filters=[strip], validators=[Length(max=300)])
    style = SelectField("Colour and shape", choices=STYLES, coerce=int, default=1)

    @property
    def blank(self) -> bool:
        """Whether this is the row for another entry, and nothing was typed into it."""
        return not (self.id.data or self.name.data or self.examples.data)


class SectorsForm(EditForm, PlainForm):
    """All sectors of an event."""

    items = FieldList(FormField(SectorForm), max_entries=MOST_SECTORS + 1)

    @classmethod
    def of(cls, event: Event) -> "SectorsForm":
        """The form filled with the event's sectors, and a blank row while there is room."""
        rows: list[dict[str, Any]] = [
            {"id": s.id, "name": s.name, "examples": s.examples, "style": s.style}
            for s in event.sectors
        ]
        unused = [style for style in STYLES if style not in {s.style for s in event.sectors}]
        if unused:
            rows.append({"style": unused[0]})
        return cls(version=event.version, items=rows)

    def comparable(self) -> bool:
        """Whether the rows posted are those that are stored."""
        return same_rows(self.items)

    def validate(self, extra_validators: Any = None) -> bool:
        """Every row that is not blank has a name."""
        fine = super().validate(extra_validators)
        for row in self.rows():
            if not row.name.data:
                row.name.errors = ["Enter the sector’s name."]
                fine = False
        return fine

    def rows(self) -> list[SectorForm]:
        """The rows that hold something."""
        return [entry.form for entry in self.items if not entry.form.blank]

    def edits(self) -> list[SectorEdit]:
        """The validated rows."""
        return [
            SectorEdit(
                row_id(row.id.data),
                one_line(row.name.data or ""),
                one_line(row.examples.data or ""),
                row.style.data,
            )
            for row in self.rows()
        ]


def same_rows(items: FieldList) -> bool:
    """Return whether each row posted carries the id of the stored row in its place."""
    return all(row_id(e.form.id.data) == row_id(e.form.id.object_data) for e in items)


def row_id(text: str | int | None) -> int | None:
    """Return the id a row carries; the blank row carries none."""
    return int(text) if text and str(text).isdecimal() and len(str(text)) < 16 else None
