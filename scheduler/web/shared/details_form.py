"""What attendees tell about themselves: the fields that signing up and changing share."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from scheduler.domain.people.fields import LONGEST
from scheduler.domain.registration.consents import KINDS
from scheduler.domain.registration.sign_up import MOST_PRIORITIES, Details
from scheduler.models import Attendee, Event
from scheduler.web.shared.edit_form import EditForm
from scheduler.web.shared.forms import Longest, strip

NOT_SURE = 0


class MultiCheckboxField(SelectMultipleField):
    """Several of a list, as checkboxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: FlaskForm) -> None:
        """Refuse what the organiser took off the list meanwhile, or never put there."""
        if not set(self.data or ()) <= set(self.choices or ()):
            raise ValidationError("One of your choices is no longer on the list. Choose again.")


class SectorField(RadioField):
    """One of the event's sectors, or not sure."""

    def pre_validate(self, form: FlaskForm) -> None:
        """Refuse what the organiser took off the list meanwhile, or never put there."""
        if self.data is not None and self.data not in set(self.choices or ()):
            raise ValidationError("That sector is no longer on the list. Choose another.")


class AtMost:
    """Refuses more than ``most`` choices."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.field_flags: dict[str, Any] = {}

    def __call__(self, form: FlaskForm, field: SelectMultipleField) -> None:
        """Raise ValidationError with the sentence for the person."""
        if len(field.data or []) > self.most:
            raise ValidationError(f"Choose at most {self.most}; you chose {len(field.data or [])}.")


def keep_to(name: str) -> Longest:
    """The limit of a person's field: what an organiser stored, the person can save as well."""
    return Longest(LONGEST[name], f"Keep it to {LONGEST[name]:,} characters.")


class DetailsForm(FlaskForm):
    """Name, organisation and sector; the rest is optional. Choices are the event's own."""

    name = StringField(
        "Your name",
        filters=[strip],
        validators=[
            Longest(LONGEST["name"], f"A name can have at most {LONGEST['name']} characters."),
            DataRequired("Enter your name."),
        ],
    )
    organisation = StringField(
        "Your organisation",
        description="If you come for yourself, give your own name or that of your business.",
        filters=[strip],
        validators=[
            Longest(
                LONGEST["organisation"],
                f"The organisation can have at most {LONGEST['organisation']} characters.",
            ),
            DataRequired("Enter your organisation."),
        ],
    )
    sector = SectorField(
        "Your sector",
        coerce=int,
        validators=[InputRequired("Choose your sector, or “Not sure”.")],
    )
    about = StringField(
        "What you do, in one line",
        description="On the sheets of your tables’ hosts, so that they can introduce you.",
        filters=[strip],
        validators=[keep_to("about"), Optional()],
    )
    priorities = MultiCheckboxField(
        "What you would most like to talk about",
        description=f"Up to {MOST_PRIORITIES}. We try to seat you with people who chose the same.",
        validators=[AtMost(MOST_PRIORITIES)],
    )
    access = TextAreaField(
        "What you need to take part comfortably",
        description="For example a hearing loop, step-free access, an interpreter, one seat for "
        "all rounds. Seen only by the organisers, used only to make that possible.",
        filters=[strip],
        validators=[keep_to("access"), Optional()],
    )
    dietary = StringField(
        "Food you avoid",
        description="Seen only by the organisers, used only to order the food.",
        filters=[strip],
        validators=[keep_to("dietary"), Optional()],
    )
    consents = MultiCheckboxField(
        "Staying in touch",
        description="Leave these empty if you would rather not: you take part all the same.",
    )

    def __init__(self, event: Event, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.sector.choices = {s.id: s.name for s in event.sectors} | {NOT_SURE: "Not sure"}
        self.sectors_by_id = {sector.id: sector for sector in event.sectors}
        self.priorities.choices = {area: area for area in event.priority_areas}
        self.consents.choices = {kind.key: kind.words(event.body.name) for kind in KINDS}
        if not event.priority_areas:
            del self.priorities

    def details(self) -> Details:
        """What was typed, once the form is valid."""
        return Details(
            name=self.name.data or "",
            organisation=self.organisation.data or "",
            sector_id=self.sector.data or None,
            about=self.about.data or "",
            access=self.access.data or "",
            dietary=self.dietary.data or "",
            priorities=tuple(self.priorities.data or ()) if "priorities" in self else (),
            consents=frozenset(self.consents.data or ()),
        )


class EditDetailsForm(EditForm, DetailsForm):
    """The details of somebody who is signed up."""


def told(attendee: Attendee) -> dict[str, Any]:
    """What the attendee has told so far, as the form's initial data."""
    return {
        "version": attendee.version,
        "name": attendee.name,
        "organisation": attendee.organisation,
        "sector": attendee.sector_id or NOT_SURE,
        "about": attendee.about,
        "access": attendee.access,
        "dietary": attendee.dietary,
        "priorities": attendee.priorities,
        "consents": [consent.kind for consent in attendee.consents],
    }
