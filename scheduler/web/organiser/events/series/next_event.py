"""The next event of a series, made from the last on one page."""

from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, SelectMultipleField, StringField
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from scheduler.domain.english import count
from scheduler.domain.events.series import CARRIED, EventPart, proposed_day
from scheduler.errors import InvalidInput
from scheduler.models import Attendee, Event
from scheduler.services.events.beginning import next_event as next_events
from scheduler.web.access import event_organiser
from scheduler.web.organiser.acting import acting
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.events.new_event_forms import AheadForm
from scheduler.web.organiser.events.submitted_once import remember_made, was_made
from scheduler.web.shared.forms import Named, beside, strip

BOXES: Final = {"widget": ListWidget(prefix_label=False), "option_widget": CheckboxInput()}


class NextEventForm(AheadForm):
    """What is new about the next event, and what comes along from the last."""

    page_order = ("title", "day", "starts", "ends")
    timezone = HiddenField()
    series_name = StringField(
        "Name of the series",
        description="The breakfasts of one series remember who has met whom.",
        filters=[strip],
        validators=[Named("Enter a name for the series."), Length(max=200)],
    )
    carried = SelectMultipleField("What comes along", coerce=EventPart, **BOXES)
    hosts = SelectMultipleField(
        "Hosts who have said yes",
        description="They get a place and their table. No emails are sent.",
        coerce=int,
        **BOXES,
    )

    @classmethod
    def after(cls, event: Event, now: datetime) -> "NextEventForm":
        """The form with what is proposed; what was posted goes first."""
        zone = ZoneInfo(event.timezone)
        starts, ends = event.starts_at.astimezone(zone), event.ends_at.astimezone(zone)
        form = cls(
            title=event.title,
            place=event.place,
            day=proposed_day(starts.date(), now.astimezone(zone).date()),
            starts=starts.time(),
            ends=ends.time(),
            timezone=event.timezone,
            capacity=event.capacity,
            series_name=event.title,
            carried=[key for key, part in CARRIED.items() if part.usual],
        )
        form.carried.choices = [(key, part.label) for key, part in CARRIED.items()]
        form.hosts.choices = [(host.id, _host(host)) for host in next_events.hosts_of(event)]
        # Leaving all of it out is an answer too; the page need not call it optional.
        form.carried.flags.required = True
        if event.series_id is not None:
            del form.series_name
        return form


def _host(host: Attendee) -> str:
    who = f"{host.name}, {host.organisation}" if host.organisation else host.name
    return f"{who} · table {host.host_table}"


@blueprint.route("/events/<int:event_id>/next", methods=["GET", "POST"])
@event_organiser
def event_next(event: Event) -> ResponseReturnValue:
    """Propose the next event of the series, then make it."""
    now = datetime.now(UTC)
    form = NextEventForm.after(event, now)
    made = was_made(form.submission.data) if form.is_submitted() else None
    if made is not None:
        return made
    if form.validate_on_submit():
        try:
            following = next_events.create_next(
                event,
                form.details(),
                form.capacity.data or 0,
                carried=form.carried.data or [],
                host_ids=form.hosts.data or [],
                series_name=form.series_name.data or "" if form.series_name else "",
                actor=acting(),
                now=now,
            )
        except InvalidInput as error:
            beside(form, error)
        else:
            remember_made(form.submission.data, following)
            flash(f"{following.title} is ready.{_came(form)} No emails were sent.")
            return redirect(url_for("organiser.overview", event_id=following.id), 303)
    page = render_template("organiser/events/series/event_next.html", event=event, form=form)
    return page, 400 if form.is_submitted() else 200


def _came(form: NextEventForm) -> str:
    hosts = len(form.hosts.data or [])
    return f" {count(hosts, 'host has a place', 'hosts have a place')}." if hosts else ""
