"""What the forms of every audience share."""

from enum import StrEnum
from typing import Any, TypeVar

from flask import request
from flask_wtf import FlaskForm
from wtforms import EmailField, Field, ValidationError
from wtforms.validators import DataRequired, StopValidation

from scheduler.domain.languages import gettext
from scheduler.domain.people.email_addresses import LONGEST, is_address, tidy_address
from scheduler.domain.people.names import as_name
from scheduler.domain.text import visible
from scheduler.errors import CrosstalkError, InvalidInput, RuleBroken
from scheduler.web.shared.languages import later

Button = TypeVar("Button", bound=StrEnum)
NO_BUTTON = "That is not a button of this page. Nothing was changed. Press one of these."

ADDRESS_TOO_LONG = later("An address can have at most %(most)s characters.", most=LONGEST)


def strip(value: str | None) -> str | None:
    """Drop white space around what was typed, and all of it where nothing can be seen of it."""
    return visible(value) if value else value


def beside(form: FlaskForm, error: CrosstalkError, otherwise: str = "") -> None:
    """Put a service's sentence beside the field it names.

    An error without a field, or with one that the form lacks, goes to the field ``otherwise``,
    and without that to the head of the form.
    """
    for name in (error.field, otherwise):
        if name and name in form:
            form[name].errors = [*form[name].errors, error.sentence]
            return
    form.form_errors.append(error.sentence)


def refused(form: FlaskForm, error: CrosstalkError, contact: str, otherwise: str = "") -> None:
    """Like :func:`beside`; where a rule forbids it, the form says whom to ask as well."""
    beside(form, error, otherwise)
    if isinstance(error, RuleBroken) and contact not in error.sentence:
        form.form_errors.append(gettext("Questions? Write to %(contact)s.", contact=contact))


def in_page_order(form: FlaskForm) -> list[str]:
    """The fields that something is said about, as they stand on the page.

    That is the order of the class, but for what its ``page_order`` names: first what stands
    before its ``...``, last what stands after.
    """
    order: tuple[Any, ...] = getattr(form, "page_order", ())
    split = order.index(...) if ... in order else len(order)
    first, last = order[:split], order[split + 1 :]
    named = {name: place - len(first) for place, name in enumerate(first)}
    named |= {name: place + 1 for place, name in enumerate(last)}
    return sorted((f.name for f in form if f.errors), key=lambda name: named.get(name, 0))


class Longest:
    """Refuses text of more than ``most`` characters and keeps every other check from reading it.

    Stands first among a field's validators: the library's own Length lets the rest go on, and
    reading 200 kB letter by letter takes long.
    """

    def __init__(self, most: int, sentence: str) -> None:
        self.most, self.sentence = most, sentence
        self.field_flags = {"maxlength": most}

    def __call__(self, form: FlaskForm, field: Field) -> None:
        """Raise StopValidation with the sentence for the person."""
        if len(field.data or "") > self.most:
            raise StopValidation(self.sentence)


class Named(DataRequired):
    """Requires a name: refuses an empty text and one of nothing but punctuation."""

    def __call__(self, form: FlaskForm, field: Field) -> None:
        """Raise StopValidation with the sentence for the person."""
        super().__call__(form, field)
        if not as_name(field.data):
            raise StopValidation(self.message)


class Mailable:
    """Refuses what is not an address that mail can be sent to."""

    def __call__(self, form: FlaskForm, field: EmailField) -> None:
        """Raise ValidationError with the sentence for the person."""
        if not is_address(tidy_address(field.data or "")):
            raise ValidationError(gettext("Enter an email address such as name@example.org."))


def address_field(label: str, description: str, missing: str) -> EmailField:
    """A required email address; ``missing`` is the sentence for an empty one."""
    return EmailField(
        label,
        description=description,
        filters=[strip],
        validators=[
            Longest(LONGEST, ADDRESS_TOO_LONG),
            DataRequired(missing),
            Mailable(),
        ],
    )


def button_of(buttons: type[Button], field: str = "action") -> Button:
    """Return the pressed button, by the field of the form that has its name.

    Raises InvalidInput for an unknown or a missing one: no button stands for "anything else".
    """
    try:
        return buttons(request.form.get(field, ""))
    except ValueError:
        raise InvalidInput(NO_BUTTON) from None
