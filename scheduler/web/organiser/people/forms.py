"""The forms about people: one person, an uploaded list, a rule between two."""

import secrets
from collections.abc import Sequence
from typing import Any, Self

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, Field, HiddenField, RadioField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from scheduler.domain.people.fields import IDENTITY
from scheduler.domain.people.questions.description import FormPart, Kind, PersonField
from scheduler.domain.states import PairKind
from scheduler.models import Attendee, Event
from scheduler.services.people.person import PersonEdit
from scheduler.services.registration.answers.values import fields_of, values_of
from scheduler.web.organiser.plain_form import PlainForm
from scheduler.web.shared.edit_form import EditForm
from scheduler.web.shared.forms import strip
from scheduler.web.shared.people.controls import entered_control, shown_value, typed_value


class PersonForm(PlainForm):
    """Everything an organiser may write about a person; build it with `of`."""

    submission = HiddenField(validators=[Length(max=64)])
    raise_capacity = BooleanField(
        "Raise the capacity by one",
        description="The event is full. Without this they join the waiting list.",
    )

    @classmethod
    def of(cls, event: Event, **kwargs: Any) -> Self:
        """The form with a control for each field; what was posted goes first."""
        fields = [field for field in fields_of(event) if field.entered]
        controls = {field.name: entered_control(field) for field in fields}
        form = type(cls.__name__, (cls,), controls)(**kwargs)
        form._begin(event, fields)
        return form

    def _begin(self, event: Event, fields: list[PersonField]) -> None:
        self.fields = fields
        sectors = {str(sector.id): sector.name for sector in event.sectors}
        self["sector"].choices = {"": "Not chosen yet"} | sectors
        for field in fields:
            if field.kind in (Kind.AREAS, Kind.SEVERAL, Kind.CHOICE):
                offered = event.priority_areas if field.kind is Kind.AREAS else field.choices
                self[field.name].choices = _with_kept(field.kind, offered, self[field.name].data)
        if not self.submission.data:
            self.submission.data = secrets.token_urlsafe(18)

    def parts(self) -> dict[FormPart, list[Field]]:
        """The controls under their headings, without those that have nothing to choose from."""
        parts: dict[FormPart, list[Field]] = {}
        for field in self.fields:
            control = self[field.name]
            if field.entered and getattr(control, "choices", True):
                parts.setdefault(field.entered.part, []).append(control)
        return parts

    def edit(self) -> PersonEdit:
        """The validated person."""
        return PersonEdit(
            name=self["name"].data or "",
            organisation=self["organisation"].data or "",
            email=self["email"].data or "",
            sector_id=int(self["sector"].data) if self["sector"].data else None,
            values={
                field.name: typed_value(field, self[field.name])
                for field in self.fields
                if field.name not in IDENTITY
            },
        )


class EditPersonForm(EditForm, PersonForm):
    """A person who is there already."""

    @classmethod
    def filled(cls, event: Event, person: Attendee) -> Self:
        """The form filled with the person; what was posted goes first."""
        values = values_of(person)
        return cls.of(
            event,
            version=person.version,
            name=person.name,
            organisation=person.organisation,
            email=person.email,
            sector=str(person.sector_id or ""),
            **{
                f.name: shown_value(f, values[f.name]) for f in fields_of(event) if f.name in values
            },
        )


class UploadForm(PlainForm):
    """A list of people as a file."""

    file = FileField(
        "The list",
        description="CSV or Excel (.xlsx), at most 8 MB. Any column order, with or without title "
        "rows; the next page shows what we recognise before anything is saved.",
        validators=[FileRequired("Choose the file with the list.")],
    )


def _one_more(label: str) -> StringField:
    return StringField(label, filters=[strip], validators=[Optional()])


class RuleForm(PlainForm):
    """A rule between people: two, or up to five."""

    page_order = (..., "kind")
    one = StringField("One person", filters=[strip], validators=[DataRequired("Choose a person.")])
    kind = RadioField(
        "Rule",
        choices={kind.value: kind.words.capitalize() for kind in PairKind},
        default=PairKind.APART.value,
        validators=[InputRequired("Choose what the rule should be.")],
    )
    other = StringField(
        "The other person", filters=[strip], validators=[DataRequired("Choose a person.")]
    )
    third = _one_more("A third person")
    fourth = _one_more("A fourth")
    fifth = _one_more("A fifth")

    def named(self) -> list[StringField]:
        """The fields of people that something was typed into, with the two that always are."""
        more = [field for field in (self.third, self.fourth, self.fifth) if field.data]
        return [self.one, self.other, *more]


def _with_kept(kind: Kind, offered: Sequence[str], data: Any) -> list[tuple[str, str]]:
    """The choices, with what the person chose before the organiser took it off the list."""
    chosen = data if isinstance(data, list | tuple) else [data] if data else []
    choices = [(one, one) for one in dict.fromkeys([*offered, *chosen])]
    return [("", "No answer"), *choices] if kind is Kind.CHOICE else choices
