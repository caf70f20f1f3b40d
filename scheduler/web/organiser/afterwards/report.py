"""The impact report of an event or a series: read it, add to it, share it."""

from datetime import UTC, datetime

from flask import Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField
from wtforms.validators import Length

from scheduler.errors import InvalidInput
from scheduler.models import Event, ImpactReport, Series
from scheduler.services.afterwards import reports
from scheduler.services.afterwards.impact import sittings_csv
from scheduler.web.access import event_organiser, series_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.plain_form import PlainForm
from scheduler.web.shared.afterwards.reports import report_file, report_values
from scheduler.web.shared.edit_form import EditForm, as_stored
from scheduler.web.shared.forms import beside, strip
from scheduler.web.shared.links import links_for

EVENT, SERIES = "/events/<int:event_id>/report", "/series/<int:series_id>/report"
_LONG = f"Write at most {reports.LONGEST} characters."


class ReportForm(EditForm, PlainForm):
    """The organiser's own paragraphs."""

    words = TextAreaField(
        "Your own words",
        description="They stand under the figures. An empty line begins a new paragraph.",
        filters=[strip],
        validators=[Length(max=reports.LONGEST, message=_LONG)],
        render_kw={"rows": 6},
    )


@blueprint.route(EVENT, methods=["GET", "POST"])
@event_organiser
def event_report(event: Event) -> ResponseReturnValue:
    """The report of an event with all of its numbers, or as partners see it."""
    return _page(event)


@blueprint.route(SERIES, methods=["GET", "POST"])
@series_organiser
def series_report(series: Series) -> ResponseReturnValue:
    """The report of a series with all of its numbers, or as partners see it."""
    return _page(series)


@blueprint.post(EVENT + "/<any(begin, share, public, end):act>")
@event_organiser
def event_report_act(event: Event, act: str) -> ResponseReturnValue:
    """Begin the report of an event, share it by a link or with everybody, or end that."""
    return _act(event, act)


@blueprint.post(SERIES + "/<any(begin, share, public, end):act>")
@series_organiser
def series_report_act(series: Series, act: str) -> ResponseReturnValue:
    """Begin the report of a series, share it by a link or with everybody, or end that."""
    return _act(series, act)


@blueprint.get(EVENT + "/<any(pdf, csv, seats):file>")
@event_organiser
def event_report_file(event: Event, file: str) -> ResponseReturnValue:
    """The report of an event as PDF, its figures, or the seats that they are counted from."""
    return _file(event, file)


@blueprint.get(SERIES + "/<any(pdf, csv, seats):file>")
@series_organiser
def series_report_file(series: Series, file: str) -> ResponseReturnValue:
    """The report of a series as PDF, its figures, or the seats that they are counted from."""
    return _file(series, file)


def _page(thing: Event | Series) -> ResponseReturnValue:
    found = reports.report_of(thing)
    if found is None:
        return redirect(_back(thing), 303)
    found = as_stored(found)
    form = ReportForm(obj=found)
    if form.validate_on_submit():
        try:
            reports.write_words(found, form.words.data or "")
        except InvalidInput as error:
            beside(form, error)
        else:
            flash(f"Your words are saved.{form.others_note}")
            return redirect(_address(thing), 303)
    shared = request.args.get("as") == "partners"
    page = render_template(
        "organiser/afterwards/report.html",
        thing=thing,
        event=thing if isinstance(thing, Event) else None,
        series=thing.series if isinstance(thing, Event) else thing,
        back=_back(thing),
        address=_address(thing),
        report=found,
        form=form,
        shared=shared,
        link=links_for(current_app).report(found.token) if found.token else "",
        **report_values(found, shared, datetime.now(UTC)),
    )
    return page, 400 if form.is_submitted() else 200


def _act(thing: Event | Series, act: str) -> ResponseReturnValue:
    if act == "begin":
        reports.begin_report(thing)
        return redirect(_address(thing), 303)
    found = _report(thing)
    if act == "end":
        reports.end_report_link(found)
        flash("The link is ended: nobody but your team can read the report.")
    else:
        reports.share(found, listed=act == "public")
        flash(
            "The report is public: the event’s own page leads to it."
            if act == "public"
            else "Whoever has the link below can read the report."
        )
    return redirect(_address(thing), 303)


def _file(thing: Event | Series, file: str) -> ResponseReturnValue:
    found, now = _report(thing), datetime.now(UTC)
    if file == "seats":
        content = sittings_csv(found, now)
        response = Response(content, content_type="text/csv; charset=utf-8")
        response.headers.set("Content-Disposition", "attachment", filename="seats.csv")
        return response
    shared = request.args.get("as") == "partners"
    return report_file(found, file, shared, now) or redirect(_address(thing), 303)


def _report(thing: Event | Series) -> ImpactReport:
    return reports.report_of(thing) or abort(404)


def _address(thing: Event | Series) -> str:
    if isinstance(thing, Event):
        return url_for("organiser.event_report", event_id=thing.id)
    return url_for("organiser.series_report", series_id=thing.id)


def _back(thing: Event | Series) -> str:
    if isinstance(thing, Event):
        return url_for("organiser.after", event_id=thing.id)
    return url_for("organiser.series", series_id=thing.id)
