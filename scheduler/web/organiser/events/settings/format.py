"""Changing how the room sits, and its rounds."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.planning.room_so_far import room_so_far
from scheduler.models import Event
from scheduler.services.events import settings as event_services
from scheduler.services.events.overview import budget_of, sector_counts, tables_needed
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.events.settings.format_form import FormatForm
from scheduler.web.organiser.events.settings.moved_rounds import noting_moved_rounds
from scheduler.web.shared.edit_form import as_stored


@blueprint.route("/events/<int:event_id>/format", methods=["GET", "POST"])
@event_organiser
def format(event: Event) -> ResponseReturnValue:
    """How the room sits, how many rounds, and whether they fit."""
    event = as_stored(event)
    form = FormatForm.of(event)
    if not form.validate_on_submit():
        tables, people = tables_needed(event), event.places_taken or event.capacity
        counts = [(one.name, one.style, one.placed) for one in sector_counts(event)]
        page = render_template(
            "organiser/events/settings/format.html",
            event=event, form=form, budget=budget_of(event), tables=tables, people=people,
            room=room_so_far(counts, tables, people, 48),
        )  # fmt: skip
        return page, 400 if form.is_submitted() else 200
    with noting_moved_rounds(event):
        event_services.save_format(event, form.full_room(), datetime.now(UTC))
    flash(f"Rounds and tables are saved.{form.others_note}")
    return redirect(url_for("organiser.format", event_id=event.id), 303)
