"""The buttons of a form that has several: which of them was pressed."""

from enum import StrEnum
from typing import TypeVar

from flask import request

from scheduler.errors import InvalidInput

Button = TypeVar("Button", bound=StrEnum)
NO_BUTTON = "That is not a button of this page. Nothing was changed. Press one of these."


def button_of(buttons: type[Button], field: str = "action") -> Button:
    """Return the pressed button, by the field of the form that has its name.

    Raises InvalidInput for an unknown or a missing one: no button stands for "anything else".
    """
    try:
        return buttons(request.form.get(field, ""))
    except ValueError:
        raise InvalidInput(NO_BUTTON) from None
