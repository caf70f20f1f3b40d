"""The controls of forms for a person's fields, made from their description."""

from collections.abc import Collection
from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from scheduler.domain.events.setting_up import MOST_ROUNDS
from scheduler.domain.languages import gettext
from scheduler.domain.people.fields import NAMES
from scheduler.domain.people.import_rows import MOST_TABLES
from scheduler.domain.people.questions.description import AskedField, Kind, PersonField, Value
from scheduler.domain.people.questions.values import LONGEST_ITEM, tidied
from scheduler.domain.registration.sign_up import MOST_PRIORITIES
from scheduler.web.shared.forms import Longest, Named, address_field, strip

_FILLED_BY_BROWSERS: Final = {"name": "name", "organisation": "organization"}
_NUMBERS: Final = {
    Kind.TABLE: MOST_TABLES,
    Kind.FIRST_ROUND: MOST_ROUNDS,
    Kind.LAST_ROUND: MOST_ROUNDS,
}


class MultiCheckboxField(SelectMultipleField):
    """Several of a list, as checkboxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: FlaskForm) -> None:
        """Refuse what the organiser took off the list meanwhile, or never put there."""
        if not set(self.data or ()) <= set(self.choices or ()):
            raise ValidationError(
                gettext("One of your choices is no longer on the list. Choose again.")
            )


class SectorField(RadioField):
    """One of the event's sectors, or not sure."""

    def pre_validate(self, form: FlaskForm) -> None:
        """Refuse what the organiser took off the list meanwhile, or never put there."""
        if self.data is not None and self.data not in set(self.choices or ()):
            raise ValidationError(gettext("That sector is no longer on the list. Choose another."))


class AtMost:
    """Refuses more than ``most`` choices."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.field_flags: dict[str, Any] = {}

    def __call__(self, form: FlaskForm, field: SelectMultipleField) -> None:
        """Raise ValidationError with the sentence for the person."""
        if len(field.data or []) > self.most:
            raise ValidationError(
                gettext(
                    "Choose at most %(most)s; you chose %(chosen)s.",
                    most=self.most,
                    chosen=len(field.data or []),
                )
            )


class StillOffered:
    """Refuses a choice that the organiser took off the list meanwhile."""

    def __init__(self, choices: Collection[str]) -> None:
        self.choices = choices
        self.field_flags: dict[str, Any] = {}

    def __call__(self, form: FlaskForm, field: RadioField) -> None:
        """Raise ValidationError with the sentence for the person."""
        if field.data and field.data not in self.choices:
            raise ValidationError(gettext("That answer is no longer on the list. Choose another."))


class ShortLines:
    """Refuses a line that is longer than an item of a list may be."""

    field_flags: Final[dict[str, Any]] = {}

    def __call__(self, form: FlaskForm, field: TextAreaField) -> None:
        """Raise ValidationError with the sentence for the person."""
        for line in (field.data or "").splitlines():
            if len(line) > LONGEST_ITEM:
                raise ValidationError(
                    gettext(
                        "“%(line)s…” is longer than %(most)s characters. Shorten that line.",
                        line=line[:30],
                        most=LONGEST_ITEM,
                    )
                )


def asked_control(field: PersonField, asked: AskedField) -> Field:
    """The control with which the person is asked for the field."""
    label, told = asked.label, {"description": asked.help}
    must = [_needed(field, asked.missing) if asked.missing else Optional()]
    match field.kind:
        case Kind.SECTOR:
            return SectorField(label, coerce=int, validators=[InputRequired(asked.missing)], **told)
        case Kind.ADDRESS:
            address = address_field(label, asked.help, asked.missing)
            address.kwargs["render_kw"] = {"autocomplete": "email"}
            return address
        case Kind.AREAS:
            return MultiCheckboxField(label, validators=[AtMost(MOST_PRIORITIES)], **told)
        case Kind.SEVERAL:
            return MultiCheckboxField(label, validators=must, choices=_offered(field), **told)
        case Kind.CHOICE:
            none = {} if asked.missing else {"": gettext("No answer")}
            return RadioField(
                label,
                choices=_offered(field) | none,
                validate_choice=False,
                validators=[*must, StillOffered(field.choices)],
                **told,
            )
        case Kind.CONSENT:
            return BooleanField(label, validators=must, **told)
    return _text(field, label, asked.rows, must, **told)


def entered_control(field: PersonField) -> Field:
    """The control with which an organiser enters the field."""
    entered = field.entered
    assert entered is not None
    label, told = entered.label or field.label, {"description": entered.help}
    must = [_needed(field, entered.missing)] if entered.missing else []
    match field.kind:
        case Kind.SECTOR:
            return SelectField(label, default="", **told)
        case Kind.ADDRESS:
            return EmailField(label, filters=[strip], validators=[_longest(field)], **told)
        case Kind.CHOICE:
            return SelectField(label, default="", **told)
        case Kind.AREAS | Kind.SEVERAL:
            return SelectMultipleField(
                label, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), **told
            )
        case Kind.YES | Kind.CONSENT:
            return BooleanField(label, **told)
        case Kind.TABLE | Kind.FIRST_ROUND | Kind.LAST_ROUND as kind:
            most = _NUMBERS[kind]
            sentence = f"Enter a whole number from 1 to {most}."
            return IntegerField(
                label,
                validators=[Optional(), NumberRange(1, most, sentence)],
                render_kw={"min": 1, "max": most, "inputmode": "numeric"},
                **told,
            )
    return _text(field, label, entered.rows, must, **told)


def typed_value(field: PersonField, control: Field) -> Value:
    """What stands in the control, as the field is kept."""
    data = control.data
    return tidied(field.kind, (data or "").splitlines() if field.kind is Kind.ITEMS else data)


def shown_value(field: PersonField, value: Value) -> Any:
    """What is kept, as the control shows it."""
    return "\n".join(value) if field.kind is Kind.ITEMS and isinstance(value, tuple) else value


def _needed(field: PersonField, missing: str) -> DataRequired:
    return (Named if field.name in NAMES else DataRequired)(missing)


def _offered(field: PersonField) -> dict[str, str]:
    return {choice: choice for choice in field.choices}


def _text(field: PersonField, label: str, rows: int, must: list[Any], **told: Any) -> Field:
    lines = field.kind is Kind.ITEMS
    attributes: dict[str, Any] = {}
    if field.name in _FILLED_BY_BROWSERS:
        attributes["autocomplete"] = _FILLED_BY_BROWSERS[field.name]
    if rows > 1:
        attributes["rows"] = rows
    return (TextAreaField if rows > 1 else StringField)(
        label,
        filters=[strip],
        validators=[_longest(field), *([ShortLines()] if lines else []), *must],
        render_kw=attributes,
        **told,
    )


def _longest(field: PersonField) -> Longest:
    """What an organiser stored, the person can save as well."""
    most = field.longest or 0
    number = f"{most:,}"
    sentence = gettext(
        "“%(label)s” can have at most %(most)s characters.", label=field.label, most=number
    )
    return Longest(most, sentence)
