"""The agenda and the sectors, each as one form with a row for every entry and a blank one."""

from typing import Any

from wtforms import FieldList, FormField, IntegerField, SelectField, StringField
from wtforms.validators import Length, NumberRange, Optional

from scheduler.domain.events.sectors import MOST_SECTORS, STYLES
from scheduler.domain.states import AgendaKind
from scheduler.domain.text import one_line
from scheduler.models import Event
from scheduler.services.events.agenda import ItemEdit, SectorEdit
from scheduler.web.organiser.rows_form import RowForm, RowsForm, row_id
from scheduler.web.shared.forms import strip

MOST_ITEMS = 40
MINUTES = "Enter the minutes, from 1 to 600."


class ItemForm(RowForm):
    """One line of the agenda."""

    title = StringField("What happens", filters=[strip], validators=[Length(max=200)])
    speaker = StringField("Speaker", filters=[strip], validators=[Length(max=200)])
    kind = SelectField(
        "Kind", choices={kind.value: kind.words for kind in AgendaKind}, default=AgendaKind.TALK
    )
    minutes = IntegerField(
        "Minutes",
        validators=[Optional(), NumberRange(1, 600, MINUTES)],
        render_kw={"min": 1, "max": 600, "inputmode": "numeric"},
    )
    texts = ("title", "speaker")

    def edit(self) -> ItemEdit:
        """The validated line."""
        return ItemEdit(
            row_id(self.id.data),
            AgendaKind(self.kind.data),
            one_line(self.title.data or ""),
            one_line(self.speaker.data or ""),
            self.minutes.data or 0,
        )


class AgendaForm(RowsForm):
    """The whole agenda."""

    items = FieldList(FormField(ItemForm), max_entries=2 * MOST_ITEMS + 1)
    nameless = "Enter what happens."
    most = MOST_ITEMS

    def edits(self) -> list[ItemEdit]:
        """The validated rows, as the service takes them."""
        return [row.edit() for row in self.rows()]

    @classmethod
    def of(cls, event: Event) -> "AgendaForm":
        """The form filled with the event's agenda and a blank row; what was posted goes first."""
        rows = [
            {"id": i.id, "title": i.title, "speaker": i.speaker, "kind": i.kind,
             "minutes": i.minutes}
            for i in event.agenda
        ]  # fmt: skip
        return cls.filled(event.version, rows, {"minutes": 10})

    def validate(self, extra_validators: Any = None) -> bool:
        """Every row that is not blank has minutes, too."""
        fine = super().validate(extra_validators)
        for row in self.rows():
            if row.minutes.data is None and not row.minutes.errors:
                row.minutes.errors = [MINUTES]
                fine = False
        return fine


class SectorForm(RowForm):
    """One sector."""

    name = StringField("Name", filters=[strip], validators=[Length(max=60)])
    examples = StringField("Examples", filters=[strip], validators=[Length(max=300)])
    style = SelectField("Colour and shape", choices=STYLES, coerce=int, default=1)
    texts = ("name", "examples")

    def edit(self) -> SectorEdit:
        """The validated sector."""
        return SectorEdit(
            row_id(self.id.data),
            one_line(self.name.data or ""),
            one_line(self.examples.data or ""),
            self.style.data,
        )


class SectorsForm(RowsForm):
    """All sectors of an event."""

    items = FieldList(FormField(SectorForm), max_entries=2 * MOST_SECTORS + 1)
    nameless = "Enter the sector’s name."
    most = MOST_SECTORS

    def edits(self) -> list[SectorEdit]:
        """The validated rows, as the service takes them."""
        return [row.edit() for row in self.rows()]

    @classmethod
    def of(cls, event: Event) -> "SectorsForm":
        """The form filled with the event's sectors, and a blank row while there is room."""
        rows = [
            {"id": s.id, "name": s.name, "examples": s.examples, "style": s.style}
            for s in event.sectors
        ]
        used = [sector.style for sector in event.sectors]
        room = len(used) < MOST_SECTORS
        return cls.filled(
            event.version, rows, {"style": min(STYLES, key=used.count)} if room else None
        )
