"""The forms that make an event."""

import secrets
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import HiddenField, ValidationError
from wtforms.validators import Length

from scheduler.domain.events.setting_up import timezones
from scheduler.web.organiser.events.settings.details_form import EventDetailsForm
from scheduler.web.organiser.events.settings.format_form import PlacesForm, RoomForm
from scheduler.web.organiser.plain_form import DayField
from scheduler.web.shared.forms import Longest

LONGEST_LIST = 60_000


class AheadForm(EventDetailsForm, PlacesForm):
    """What, where and when of an event that is to be made."""

    submission = HiddenField(validators=[Length(max=64)])
    """A random key by which the same form sent twice is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.submission.data:
            self.submission.data = secrets.token_urlsafe(18)

    def validate_day(self, field: DayField) -> None:
        """A new event lies ahead (or is today)."""
        zone = ZoneInfo(self.timezone.data if self.timezone.data in timezones() else "UTC")
        if field.data and field.data < datetime.now(UTC).astimezone(zone).date():
            raise ValidationError("That date has already passed.")

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, and that the event is not over on its own day."""
        if not super().validate(extra_validators):
            return False
        if self.details().ends_at <= datetime.now(UTC):
            self.ends.errors = ["That time has already passed today: the event would be over."]
            return False
        return True


class NewEventForm(AheadForm, RoomForm):
    """All that is asked for a new event; the rest has good defaults.

    ``people_list``: a list that was tried on the start page, imported once the event is made.
    """

    people_list = HiddenField(
        validators=[Longest(LONGEST_LIST, "The list is too long: import it afterwards.")]
    )
