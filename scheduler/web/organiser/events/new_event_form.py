"""The form of a new event: the least that it needs."""

import secrets
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import DateField, HiddenField, ValidationError
from wtforms.validators import Length

from scheduler.domain.events.setting_up import MOST_PLACES, timezones
from scheduler.web.organiser.events.settings.details_form import DetailsForm
from scheduler.web.organiser.events.settings.format_form import RoomForm
from scheduler.web.organiser.plain_form import PlainForm, whole


class PlacesForm(PlainForm):
    """How many people the room holds; its errors stand before those of the rounds."""

    capacity = whole("Places", 2, MOST_PLACES, "How many people the room holds.", default=60)


class NewEventForm(DetailsForm, PlacesForm, RoomForm):
    """All that is asked for a new event; the rest has good defaults."""

    submission = HiddenField(validators=[Length(max=64)])
    """A random key by which the same form sent twice is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.submission.data:
            self.submission.data = secrets.token_urlsafe(18)

    def validate_day(self, field: DateField) -> None:
        """A new event lies ahead (or is today)."""
        zone = ZoneInfo(self.timezone.data if self.timezone.data in timezones() else "UTC")
        if field.data and field.data < datetime.now(UTC).astimezone(zone).date():
            raise ValidationError("That date has already passed.")
