"""Forms whose own complaints are in the words of the house."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, Final

from flask import flash
from flask_wtf import FlaskForm
from wtforms import DateField, DateTimeLocalField, IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional, StopValidation

from scheduler.domain.events.setting_up import check_day
from scheduler.errors import InvalidInput
from scheduler.web.shared.formats import day_limits
from scheduler.web.shared.forms import beside

WORDS: Final = {
    "Not a valid integer value.": "Enter a whole number.",
    "Not a valid date value.": "Enter a date such as 2026-12-04.",
    "Not a valid time value.": "Enter a time such as 08:30.",
    "Not a valid datetime value.": "Enter a date and a time.",
    "Not a valid choice.": "Choose from the list.",
    "Invalid Choice: could not coerce.": "Choose from the list.",
}


class PlainWords:
    """Takes the place of the form library's translations."""

    def gettext(self, text: str) -> str:
        """Return our words for the library's, where we have some."""
        return WORDS.get(text, text)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Return the library's words for that number."""
        return self.gettext(singular if number == 1 else plural)


class PlainForm(FlaskForm):
    """The base of the organiser's forms."""

    class Meta(FlaskForm.Meta):
        """Tells the library where its words come from."""

        def get_translations(self, form: Any) -> PlainWords:
            """Our words, in every language."""
            return PlainWords()


class DayField(DateField):
    """A day; one in a year that is a slip is refused."""

    def pre_validate(self, form: Any) -> None:
        """Refuse a day long ago or far ahead."""
        if self.data is not None:
            _check_year(self.data)

    def __call__(self, **attributes: Any) -> Any:
        """The input, which knows its first and last day."""
        return super().__call__(**day_limits() | attributes)


class MomentField(DateTimeLocalField):
    """A day and a time there, as in DayField."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, format="%Y-%m-%dT%H:%M", **options)

    def pre_validate(self, form: Any) -> None:
        """Refuse a day long ago or far ahead."""
        if self.data is not None:
            _check_year(self.data.date())

    def __call__(self, **attributes: Any) -> Any:
        """The input, which knows its first and last moment."""
        ends = {"min": "T00:00", "max": "T23:59"}
        return super().__call__(**{k: v + ends[k] for k, v in day_limits().items()} | attributes)


def _check_year(day: date) -> None:
    try:
        check_day(day, datetime.now(UTC).date())
    except InvalidInput as error:
        raise StopValidation(error.sentence) from None


def saved(form: PlainForm, save: Callable[[], str]) -> bool:
    """Whether what was sent is fine and ``save`` kept it, whose sentence the next page says.

    Else, on a GET too, the form is to be shown; it then holds why nothing was saved.
    """
    if not form.validate_on_submit():
        return False
    try:
        sentence = save()
    except InvalidInput as error:
        beside(form, error)
        return False
    flash(sentence)
    return True


def whole(label: str, low: int, high: int, hint: str = "", **options: Any) -> IntegerField:
    """Return a field for a whole number from ``low`` to ``high``."""
    sentence = f"Enter a whole number from {low} to {high}."
    required = options.pop("required", True)
    first = InputRequired(sentence) if required else Optional()
    return IntegerField(
        label,
        description=hint,
        validators=[first, NumberRange(low, high, sentence)],
        render_kw={"min": low, "max": high, "inputmode": "numeric"},
        **options,
    )
