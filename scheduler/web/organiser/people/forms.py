"""The forms about people: one person, an uploaded list, a rule between two."""

import secrets
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from scheduler.domain.people.fields import LABELS, LONGEST
from scheduler.domain.people.import_rows import MOST_TABLES
from scheduler.domain.registration.sign_up import one_line
from scheduler.models import Attendee, Event
from scheduler.services.people.person import PersonEdit
from scheduler.services.planning.pair_rules import KINDS
from scheduler.web.organiser.plain_form import PlainForm, whole
from scheduler.web.shared.edit_form import EditForm
from scheduler.web.shared.forms import strip

_SAME = (
    "name", "organisation", "email", "role", "about", "priorities", "host_table", "stays",
    "arrives_round", "leaves_after_round", "dietary", "access",
)  # fmt: skip
"""The fields that are called and stored alike."""


class PersonForm(PlainForm):
    """Everything an organiser may write about a person."""

    name = StringField(
        LABELS["name"],
        filters=[strip],
        validators=[DataRequired("Enter a name."), Length(max=LONGEST["name"])],
    )
    organisation = StringField(
        LABELS["organisation"], filters=[strip], validators=[Length(max=LONGEST["organisation"])]
    )
    sector = SelectField(
        LABELS["sector"], description="Needed before the rounds can be assigned.", default=""
    )
    email = EmailField(
        "Email address",
        description="Their personal link and the calendar entry go there.",
        filters=[strip],
        validators=[Length(max=254)],
    )
    role = StringField(LABELS["role"], filters=[strip], validators=[Length(max=LONGEST["role"])])
    about = TextAreaField(
        "About their work, or their key challenge",
        filters=[strip],
        validators=[Length(max=LONGEST["about"])],
    )
    priorities = SelectMultipleField(
        LABELS["priorities"],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    offers = TextAreaField(
        LABELS["offers"], description="What they can give, one a line.", filters=[strip],
        validators=[Length(max=2000)],
    )  # fmt: skip
    asks = TextAreaField(
        LABELS["asks"], description="What they look for, one a line.", filters=[strip],
        validators=[Length(max=2000)],
    )  # fmt: skip
    host_table = whole(
        LABELS["host_table"],
        1,
        MOST_TABLES,
        "They sit at this table in every round.",
        required=False,
    )
    stays = BooleanField(
        LABELS["stays"],
        description="All morning at any one table; the others move.",
    )
    arrives_round = whole(
        LABELS["arrives_round"], 1, 20, "Empty: there from the start.", required=False
    )
    leaves_after_round = whole(
        LABELS["leaves_after_round"], 1, 20, "Empty: stays to the end.", required=False
    )
    dietary = TextAreaField(
        LABELS["dietary"], filters=[strip], validators=[Length(max=LONGEST["dietary"])]
    )
    access = TextAreaField(
        LABELS["access"], filters=[strip], validators=[Length(max=LONGEST["access"])]
    )
    submission = HiddenField(validators=[Length(max=64)])
    raise_capacity = BooleanField(
        "Raise the capacity by one",
        description="The event is full. Without this they join the waiting list.",
    )

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sectors = {str(sector.id): sector.name for sector in event.sectors}
        self.sector.choices = {"": "Not chosen yet"} | sectors
        kept = [area for area in self.priorities.data or () if area not in event.priority_areas]
        self.priorities.choices = [*event.priority_areas, *dict.fromkeys(kept)]
        if not self.submission.data:
            self.submission.data = secrets.token_urlsafe(18)

    def edit(self) -> PersonEdit:
        """The validated person."""
        return PersonEdit(
            name=self.name.data or "",
            organisation=self.organisation.data or "",
            email=self.email.data or "",
            sector_id=int(self.sector.data) if self.sector.data else None,
            role=self.role.data or "",
            about=self.about.data or "",
            access=self.access.data or "",
            dietary=self.dietary.data or "",
            priorities=tuple(self.priorities.data or ()),
            offers=_lines(self.offers),
            asks=_lines(self.asks),
            host_table=self.host_table.data,
            stays=bool(self.stays.data),
            arrives_round=self.arrives_round.data,
            leaves_after_round=self.leaves_after_round.data,
        )


class EditPersonForm(EditForm, PersonForm):
    """A person who is there already."""

    @classmethod
    def of(cls, event: Event, person: Attendee) -> "EditPersonForm":
        """The form filled with the person; what was posted goes first."""
        # An object's attributes would win over keywords, so everything is given by name.
        values = {name: getattr(person, name) for name in _SAME}
        return cls(
            event,
            **values,
            version=person.version,
            sector=str(person.sector_id or ""),
            offers="\n".join(person.offers),
            asks="\n".join(person.asks),
        )


class UploadForm(PlainForm):
    """A list of people as a file."""

    file = FileField(
        "The list",
        description="CSV or Excel (.xlsx), at most 8 MB. Any column order, with or without title "
        "rows; the next page shows what was understood before anything is saved.",
        validators=[FileRequired("Choose the file with the list.")],
    )


class RuleForm(PlainForm):
    """A rule between two people."""

    one = StringField("One person", filters=[strip], validators=[DataRequired("Choose a person.")])
    kind = RadioField(
        "Rule",
        choices={kind: words.capitalize() for kind, words in KINDS.items()},
        default="apart",
        validators=[InputRequired("Choose what the rule should be.")],
    )
    other = StringField(
        "The other person", filters=[strip], validators=[DataRequired("Choose a person.")]
    )


class CancelForm(PlainForm):
    """Whether to tell somebody that their sign-up is cancelled or restored."""

    tell = BooleanField("Tell them by email", validators=[Optional()])


def _lines(field: TextAreaField) -> tuple[str, ...]:
    lines = (one_line(line) for line in (field.data or "").splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))
