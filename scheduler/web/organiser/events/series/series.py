"""One series: its events, its people, what it remembers, and the events that belong to it."""

from datetime import UTC, date, datetime

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import Length, Optional

from scheduler.domain.english import count
from scheduler.errors import InvalidInput
from scheduler.models import Event, Series
from scheduler.services.afterwards.projects import projects_of
from scheduler.services.afterwards.reports import report_of
from scheduler.services.events import listing
from scheduler.services.events import series as series_services
from scheduler.services.people.contacts import contacts_of
from scheduler.web.access import event_organiser, find_event, find_series, series_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.plain_form import DayField, PlainForm
from scheduler.web.shared.edit_form import EditForm, as_stored
from scheduler.web.shared.formats import local
from scheduler.web.shared.forms import Named, beside, strip


class SeriesForm(EditForm, PlainForm):
    """What a series is called, and from when it counts who has met whom."""

    name = StringField(
        "Name of the series",
        filters=[strip],
        validators=[Named("Enter a name for the series."), Length(max=200)],
    )
    counts_from = DayField(
        "Meetings before this day no longer count",
        description="Left empty, everybody who ever met at the series counts as having met.",
        validators=[Optional()],
    )
    follows_ratings = BooleanField(
        "Ask which rounds were worth it, and follow that in the next plan",
        description="Asked with the survey. Nobody reads what one person said. It counts a tenth "
        "of a wish to meet somebody who chose a priority area of those rounds.",
    )


class BelongsForm(PlainForm):
    """Which series an event belongs to: one there is, or a new one."""

    series = SelectField("Series", coerce=int, default=0)
    series_name = StringField(
        "Name of a new series", filters=[strip], validators=[Optional(), Length(max=200)]
    )


@blueprint.route("/series/<int:series_id>/", methods=["GET", "POST"])
@series_organiser
def series(series: Series) -> ResponseReturnValue:
    """The series' events and people, and its settings."""
    found = as_stored(series)
    form = SeriesForm(obj=found)
    now = datetime.now(UTC)
    if form.validate_on_submit():
        try:
            series_services.save_series(
                found,
                form.name.data or "",
                form.counts_from.data,
                bool(form.follows_ratings.data),
                now.date(),
            )
            forgotten = _forgotten(listing.group_of(found, now), form.counts_from.data)
            flash(f"{found.name} is saved.{form.others_note}{forgotten}")
            return redirect(url_for("organiser.series", series_id=found.id), 303)
        except InvalidInput as error:
            beside(form, error)
    coming, past = listing.events_of(found.body_id, now, archived=None)
    page = render_template(
        "organiser/events/series/series.html",
        series=found,
        form=form,
        group=listing.group_of(found, now),
        report=report_of(found),
        projects=projects_of(found),
        contacts=contacts_of(found),
        others=[line.event for line in (*coming, *past) if line.event.series_id is None],
    )
    return page, 400 if form.is_submitted() else 200


def _forgotten(group: listing.Group, counts_from: date | None) -> str:
    """Say at how many events whoever met no longer counts as having met."""
    if counts_from is None:
        return ""
    events = [line.event for line in group.past if line.event.called_off_at is None]
    number = sum(local(one.starts_at, one.timezone).date() < counts_from for one in events)
    return f" Meetings at {count(number, 'event')} before that day no longer count."


@blueprint.post("/series/<int:series_id>/add")
@series_organiser
def series_add(series: Series) -> ResponseReturnValue:
    """Put an event that is in no series into this one."""
    chosen = request.form.get("event", "")
    event = find_event(int(chosen)) if chosen.isdecimal() and len(chosen) < 10 else None
    if event is None:
        flash("Choose an event to add.", "bad")
    else:
        series_services.join_series(event, series, datetime.now(UTC))
        flash(f"{event.title} belongs to {series.name} now. Its people are recognised.")
    return redirect(url_for("organiser.series", series_id=series.id), 303)


@blueprint.route("/events/<int:event_id>/series", methods=["GET", "POST"])
@event_organiser
def event_series(event: Event) -> ResponseReturnValue:
    """Put an event that is in no series into one, or make one of it."""
    if event.series_id is not None:
        return redirect(url_for("organiser.series", series_id=event.series_id), 303)
    form = BelongsForm()
    mine = series_services.series_of(event.body_id)
    form.series.choices = [(0, "A new series"), *((found.id, found.name) for found in mine)]
    if not form.is_submitted():
        form.series_name.data = event.title
    if form.validate_on_submit():
        chosen = next((found for found in mine if found.id == form.series.data), None)
        now = datetime.now(UTC)
        try:
            if chosen is not None:
                series_services.join_series(event, chosen, now)
            else:
                chosen = series_services.begin_series(event, form.series_name.data or "", now)
            flash(f"{event.title} belongs to {chosen.name} now. Its people are recognised.")
            return redirect(url_for("organiser.series", series_id=chosen.id), 303)
        except InvalidInput as error:
            beside(form, error)
    page = render_template("organiser/events/series/event_series.html", event=event, form=form)
    return page, 400 if form.is_submitted() else 200


@blueprint.post("/events/<int:event_id>/leave-series")
@event_organiser
def series_leave(event: Event) -> ResponseReturnValue:
    """Take an event out of its series."""
    series = find_series(event.series_id or 0) or abort(404)
    merged = series_services.leave_series(event, datetime.now(UTC))
    kept = ""
    if merged:
        who, stay = ("person", "stays") if merged == 1 else (f"{merged} people", "stay")
        kept = f" The {who} there whom you had put together with another {stay} so then."
    again = f"To undo it, add it to {series.name} again below."
    flash(f"{event.title} is in no series now. {again}{kept}")
    return redirect(url_for("organiser.series", series_id=series.id), 303)
