"""What attendees tell about themselves: the fields that signing up and changing share."""

from collections.abc import Iterator
from typing import Any, Self

from flask_wtf import FlaskForm
from wtforms import Field

from scheduler.domain.languages import gettext
from scheduler.domain.people.fields import IDENTITY, in_language_spoken
from scheduler.domain.people.questions.description import PersonField
from scheduler.domain.registration.consents import KINDS
from scheduler.domain.registration.sign_up import SignUpDetails
from scheduler.models import Attendee, Event
from scheduler.services.registration.answers.values import fields_asked, fields_of, values_of
from scheduler.web.shared.edit_form import EditForm
from scheduler.web.shared.languages import later
from scheduler.web.shared.people.controls import (
    MultiCheckboxField,
    asked_control,
    shown_value,
    typed_value,
)

NOT_SURE = 0


class PersonDetailsForm(FlaskForm):
    """What is asked of a person; build it with `of`. Choices are the event's own."""

    page_order = ("name", "organisation", "sector", "email", ..., "consents")
    asks_for_address = True
    consents = MultiCheckboxField(
        later("Staying in touch"),
        description=later("Leave these empty if you would rather not: you take part all the same."),
    )

    @classmethod
    def of(cls, event: Event, **kwargs: Any) -> Self:
        """The form with a control for each field that the event asks for."""
        asked = map(in_language_spoken, fields_asked(event))
        fields = [f for f in asked if cls.asks_for_address or f.name != "email"]
        controls = {f.name: asked_control(f, f.asked) for f in fields if f.asked}
        form = type(cls.__name__, (cls,), controls)(**kwargs)
        form._begin(event, fields)
        return form

    def _begin(self, event: Event, fields: list[PersonField]) -> None:
        self.fields = fields
        self.sectors_by_id = {sector.id: sector for sector in event.sectors}
        self["sector"].choices = {s.id: s.name for s in event.sectors} | {
            NOT_SURE: gettext("Not sure")
        }
        self.consents.choices = {kind.key: kind.words(event.body.name) for kind in KINDS}
        if "priorities" in self:
            self["priorities"].choices = {area: area for area in event.priority_areas}

    def needed(self) -> Iterator[Field]:
        """The controls that must be filled in; how to reach the person comes last."""
        needed = [field.name for field in self.fields if field.asked and field.asked.missing]
        return (self[name] for name in sorted(needed, key=lambda name: name == "email"))

    def more(self) -> Iterator[Field]:
        """The others."""
        return (self[f.name] for f in self.fields if f.asked and not f.asked.missing)

    def details(self) -> SignUpDetails:
        """What was typed, once the form is valid."""
        return SignUpDetails(
            name=self["name"].data or "",
            organisation=self["organisation"].data or "",
            sector_id=self["sector"].data or None,
            values={
                field.name: typed_value(field, self[field.name])
                for field in self.fields
                if field.name not in IDENTITY
            },
            consents=frozenset(self.consents.data or ()),
        )


class EditPersonDetailsForm(EditForm, PersonDetailsForm):
    """The details of somebody who is signed up."""

    asks_for_address = False


def told(attendee: Attendee) -> dict[str, Any]:
    """What the attendee has told so far, as the form's initial data."""
    values = values_of(attendee)
    return {
        "version": attendee.version,
        "name": attendee.name,
        "organisation": attendee.organisation,
        "sector": attendee.sector_id or NOT_SURE,
        "consents": [consent.kind for consent in attendee.consents],
        **{
            f.name: shown_value(f, values[f.name])
            for f in fields_of(attendee.event)
            if f.name in values
        },
    }
