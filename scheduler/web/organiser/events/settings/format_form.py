"""The forms of how many people the room holds, how it sits, and its rounds."""

from dataclasses import replace
from typing import Any, ClassVar, Final

from wtforms import BooleanField, RadioField
from wtforms.validators import InputRequired

from scheduler.domain.events.agenda import DEFAULTS
from scheduler.domain.events.setting_up import MOST_PLACES, MOST_ROUNDS
from scheduler.domain.states import TableFormat
from scheduler.models import Event
from scheduler.services.events.settings import RoomFormat
from scheduler.web.organiser.plain_form import PlainForm, whole
from scheduler.web.shared.edit_form import EditForm

FIXED: Final = "fixed"
"""What the form alone tells from other tables: their number is given, not their size."""

FORMATS: Final = {kind.value: kind.words for kind in TableFormat} | {
    FIXED: "A fixed number of tables, filled evenly",
}


class PlacesForm(PlainForm):
    """How many people the room holds; its errors stand before those of the rounds."""

    # Fields, and with them errors, stand in the order in which they were written.

    capacity = whole("Places", 2, MOST_PLACES, "How many people the room holds.", default=60)


class RoomForm(PlainForm):
    """How the room sits, and how many rounds."""

    format = RadioField(
        "How people sit",
        choices=FORMATS,
        default=TableFormat.TABLES.value,
        validators=[InputRequired("Choose how people sit.")],
    )
    table_size = whole(
        "Most people at a table",
        3,
        10,
        "Four to six works best.",
        required=False,
        default=DEFAULTS[TableFormat.TABLES].table_size,
    )
    table_count = whole(
        "Number of tables", 1, 200, "For “a fixed number of tables”.", required=False
    )
    rounds = whole("Rounds", 1, MOST_ROUNDS, default=DEFAULTS[TableFormat.TABLES].rounds)

    usual_rounds: ClassVar[dict[str, int]] = {
        kind.value: usual.rounds for kind, usual in DEFAULTS.items()
    } | {FIXED: DEFAULTS[TableFormat.TABLES].rounds}
    """How many rounds each choice usually has; the page of a new event fills them in."""

    used_by: ClassVar[dict[str, str]] = {"table_size": TableFormat.TABLES, "table_count": FIXED}
    """Fields that one format alone uses. The page hides them for the others, and a browser
    posts what stands in them all the same: it is then neither checked nor saved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Each is needed where its format is chosen; the page must not call it optional.
        for field in (self.table_size, self.table_count):
            field.flags.required = True

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field that the chosen format uses, and that it has its number."""
        super().validate(extra_validators)
        for name, user in self.used_by.items():
            if user != self.format.data:
                self[name].errors = []
        fine = not self.errors
        if self.format.data == TableFormat.TABLES and not (
            self.table_size.data or self.table_size.errors
        ):
            self.table_size.errors = ["Enter how many people sit at a table."]
            return False
        if self.format.data == FIXED and not (self.table_count.data or self.table_count.errors):
            self.table_count.errors = ["Enter how many tables there are."]
            return False
        return fine

    def room(self, **more: Any) -> RoomFormat:
        """The validated format; minutes are the usual ones unless ``more`` says otherwise."""
        chosen = TableFormat.TABLES
        if self.format.data != FIXED:
            chosen = TableFormat(self.format.data)
        usual = DEFAULTS[chosen]
        size = self.table_size.data if self.format.data == TableFormat.TABLES else usual.table_size
        values: dict[str, Any] = {
            "odd": "trio",
            "talk_minutes": usual.talk_minutes,
            "move_minutes": usual.move_minutes,
        }
        return RoomFormat(
            format=chosen,
            table_size=size or usual.table_size,
            table_count=self.table_count.data if self.format.data == FIXED else None,
            rounds=self.rounds.data or usual.rounds,
            **(values | more),
        )


class FormatForm(EditForm, RoomForm):
    """Everything about the rounds of an event that exists."""

    page_order = ("format", "table_size", "table_count", "odd")
    used_by: ClassVar[dict[str, str]] = RoomForm.used_by | {"odd": TableFormat.PAIRS}

    odd = RadioField(
        "When pairs do not come out even",
        choices={
            "trio": "One table of three",
            "sit-out": "One person sits out, never the same twice before everyone has",
        },
        default="trio",
    )
    talk_minutes = whole("Minutes to talk", 1, 60)
    move_minutes = whole("Minutes to move", 0, 15)
    apart_organisations = BooleanField(
        "Never seat colleagues together",
        description="If off, we avoid it where we can.",
    )

    @classmethod
    def of(cls, event: Event) -> "FormatForm":
        """The form filled with the event; what was posted goes first."""
        fixed = event.format == TableFormat.TABLES and event.table_count
        # An object's attributes would win over keywords, so everything is given by name.
        names = ("table_count", "rounds", "odd", "talk_minutes", "move_minutes")
        usual = DEFAULTS[TableFormat.TABLES].table_size
        form = cls(
            version=event.version,
            **{name: getattr(event, name) for name in names},
            table_size=event.table_size if event.format == TableFormat.TABLES else usual,
            format=FIXED if fixed else str(event.format),
            apart_organisations=event.apart_organisations,
        )
        form.saved_odd = event.odd
        if event.format == TableFormat.TABLES:
            form.saved_size = event.table_size
        return form

    saved_odd = "trio"
    """What the event says of an odd number; kept while another format is chosen."""
    saved_size = DEFAULTS[TableFormat.TABLES].table_size
    """The size of tables before; kept while their number is fixed."""

    def full_room(self) -> RoomFormat:
        """The validated format with every number of it."""
        room = self.room(
            odd=self.odd.data if self.format.data == TableFormat.PAIRS else self.saved_odd,
            talk_minutes=self.talk_minutes.data,
            move_minutes=self.move_minutes.data,
            apart_organisations=bool(self.apart_organisations.data),
        )
        return replace(room, table_size=self.saved_size) if room.table_count else room
