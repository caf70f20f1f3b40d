"""The forms of what, where and when."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import Field, SelectField, StringField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length

from scheduler.domain.events.setting_up import (
    DEFAULT_TIMEZONE,
    check_span,
    is_next_day,
    local_moment,
    timezones,
)
from scheduler.domain.text import one_line, paragraph
from scheduler.errors import InvalidInput
from scheduler.models import Event
from scheduler.services.events.settings import EventDetails
from scheduler.web.organiser.plain_form import DayField, PlainForm
from scheduler.web.shared.edit_form import EditForm
from scheduler.web.shared.forms import Named, beside, strip


class EventDetailsForm(PlainForm):
    """What, where and when, in the event's own time zone."""

    title = StringField(
        "Title",
        description="As people will read it, for example “Health networking breakfast”.",
        filters=[strip],
        validators=[Named("Enter a title."), Length(max=200)],
    )
    place = StringField(
        "Place",
        description="Name and address, so that a calendar can find it.",
        filters=[strip],
        validators=[Named("Enter the place."), Length(max=300)],
    )
    day = DayField("Date", validators=[InputRequired("Enter the date.")])
    starts = TimeField(
        "Starts at", default=time(8, 30), validators=[InputRequired("Enter when it starts.")]
    )
    ends = TimeField(
        "Ends at", default=time(10, 30), validators=[InputRequired("Enter when it ends.")]
    )
    timezone = SelectField(
        "Time zone", default=DEFAULT_TIMEZONE, validators=[InputRequired("Choose the time zone.")]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.timezone.choices = zone_choices()

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then that the times exist on that day and follow one another."""
        if not super().validate(extra_validators):
            return False
        for field in (self.starts, self.ends):
            try:
                self._moment(field)
            except InvalidInput as error:
                beside(self, error, field.name)
                return False
        try:
            check_span(self._moment(self.starts), self._moment(self.ends))
        except InvalidInput as error:
            beside(self, error)
            return False
        return True

    def details(self) -> EventDetails:
        """The validated details; both times are moments in UTC."""
        summary = getattr(self, "summary", None)
        return EventDetails(
            title=one_line(self.title.data or ""),
            place=one_line(self.place.data or ""),
            timezone=self.timezone.data,
            starts_at=self._moment(self.starts),
            ends_at=self._moment(self.ends),
            summary=paragraph(summary.data or "") if summary else "",
        )

    def _moment(self, clock: Field) -> datetime:
        assert self.day.data is not None
        day: date = self.day.data
        if clock is self.ends and is_next_day(self.starts.data, self.ends.data):
            day += timedelta(days=1)
        return local_moment(day, clock.data, self.timezone.data)


class EditEventDetailsForm(EditForm, EventDetailsForm):
    """The details of an event that exists."""

    page_order = ("title", "summary")
    summary = TextAreaField(
        "What it is about",
        description="Two or three sentences above the sign-up form.",
        filters=[strip],
        validators=[Length(max=2000)],
    )

    stored: tuple[datetime, datetime]
    """When the event starts and ends as it is saved."""

    @classmethod
    def of(cls, event: Event) -> "EditEventDetailsForm":
        """The form filled with the event; what was posted goes first."""
        zone = ZoneInfo(event.timezone)
        starts, ends = event.starts_at.astimezone(zone), event.ends_at.astimezone(zone)
        form = cls(obj=event, day=starts.date(), starts=starts.time(), ends=ends.time())
        form.stored = event.starts_at, event.ends_at
        return form

    def _moment(self, clock: Field) -> datetime:
        times = (self.day, self.starts, self.ends, self.timezone)
        if all(field.data == field.object_data for field in times):
            # The hour that comes twice in autumn says not which of the two it is.
            return self.stored[clock is self.ends]
        return super()._moment(clock)


def zone_choices() -> dict[str, dict[str, str]]:
    """Return the time zones by continent, as a select shows them."""
    groups: dict[str, dict[str, str]] = {}
    for name in timezones():
        area, _, city = name.partition("/")
        label = f"{city.replace('_', ' ')} ({area})" if city else name
        group = "Usual" if name == DEFAULT_TIMEZONE else (area if city else "Other")
        groups.setdefault(group, {})[name] = label
    return groups
