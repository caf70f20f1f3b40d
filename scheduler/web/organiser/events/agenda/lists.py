"""The agenda and the sectors: lists that are edited as a whole."""

from dataclasses import asdict
from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.events.agenda import agenda_times
from scheduler.errors import RuleBroken
from scheduler.models import Event
from scheduler.services.events import agenda as events_agenda
from scheduler.services.events.agenda import ItemEdit, SectorEdit
from scheduler.services.events.overview import budget_of
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.events.agenda.list_forms import AgendaForm, SectorsForm
from scheduler.web.organiser.events.settings.moved_rounds import noting_moved_rounds
from scheduler.web.organiser.rows import rearranged
from scheduler.web.organiser.undo import forget_undo, offer_undo, offered_undo, take_undo
from scheduler.web.shared.edit_form import as_stored


@blueprint.get("/events/<int:event_id>/agenda")
@event_organiser
def agenda(event: Event) -> ResponseReturnValue:
    """The agenda with its clock times, and whether the rounds fit."""
    return _agenda_page(event, AgendaForm.of(event))


@blueprint.post("/events/<int:event_id>/agenda")
@event_organiser
def agenda_save(event: Event) -> ResponseReturnValue:
    """Save every row, and do what the pressed button says."""
    event = as_stored(event)
    form = AgendaForm.of(event)
    if not form.validate():
        return _agenda_page(event, form), 400
    edits = form.edits()
    rows, removed = rearranged(edits, request.form.get("action", "save"))
    try:
        _check_fresh([item.id for item in event.agenda], edits)
        with noting_moved_rounds(event):
            events_agenda.save_agenda(event, rows, datetime.now(UTC))
    except RuleBroken as error:
        flash(error.sentence, "bad")
        return redirect(url_for("organiser.agenda", event_id=event.id), 303)
    forget_undo("agenda", event.id)
    if removed:
        place = edits.index(removed)
        offer_undo("agenda", event.id, f"“{removed.title}” is removed.", place=place,
                   item=asdict(removed) | {"id": None})  # fmt: skip
    else:
        flash(f"The agenda is saved.{form.others_note}")
    return redirect(url_for("organiser.agenda", event_id=event.id), 303)


@blueprint.post("/events/<int:event_id>/agenda/undo")
@event_organiser
def agenda_undo(event: Event) -> ResponseReturnValue:
    """Put the line removed last back to its place."""
    if taken := take_undo("agenda", event.id):
        rows = [
            ItemEdit(item.id, item.kind, item.title, item.speaker, item.minutes)
            for item in event.agenda
        ]
        rows.insert(taken["place"], ItemEdit(**taken["item"]))
        with noting_moved_rounds(event):
            events_agenda.save_agenda(event, rows, datetime.now(UTC))
    return redirect(url_for("organiser.agenda", event_id=event.id), 303)


@blueprint.get("/events/<int:event_id>/sectors")
@event_organiser
def sectors(event: Event) -> ResponseReturnValue:
    """The sectors with their words, shapes and colours, and how many people each has."""
    return _sectors_page(event, SectorsForm.of(event))


@blueprint.post("/events/<int:event_id>/sectors")
@event_organiser
def sectors_save(event: Event) -> ResponseReturnValue:
    """Save every row, and do what the pressed button says."""
    event = as_stored(event)
    form = SectorsForm.of(event)
    if not form.validate():
        return _sectors_page(event, form), 400
    edits = form.edits()
    rows, removed = rearranged(edits, request.form.get("action", "save"))
    try:
        _check_fresh([sector.id for sector in event.sectors], edits)
        events_agenda.save_sectors(event, rows, datetime.now(UTC))
    except RuleBroken as error:
        return _sectors_page(event, form, error.sentence), 400
    forget_undo("sectors", event.id)
    if removed:
        offer_undo("sectors", event.id, f"“{removed.name}” is removed.",
                   place=edits.index(removed), item=asdict(removed) | {"id": None})  # fmt: skip
    else:
        flash(f"The sectors are saved.{form.others_note}")
    return redirect(url_for("organiser.sectors", event_id=event.id), 303)


@blueprint.post("/events/<int:event_id>/sectors/undo")
@event_organiser
def sectors_undo(event: Event) -> ResponseReturnValue:
    """Put the sector removed last back to its place."""
    if taken := take_undo("sectors", event.id):
        rows = [SectorEdit(s.id, s.name, s.examples, s.style) for s in event.sectors]
        rows.insert(taken["place"], SectorEdit(**taken["item"]))
        try:
            events_agenda.save_sectors(event, rows, datetime.now(UTC))
        except RuleBroken as error:
            flash(error.sentence, "bad")
    return redirect(url_for("organiser.sectors", event_id=event.id), 303)


def _check_fresh(ids: list[int], edits: list[ItemEdit] | list[SectorEdit]) -> None:
    events_agenda.check_fresh(ids, [edit.id for edit in edits if edit.id is not None])


def _agenda_page(event: Event, form: AgendaForm) -> str:
    return render_template(
        "organiser/events/agenda/agenda.html",
        event=event,
        form=form,
        times=agenda_times(event.starts_at, event.agenda),
        budget=budget_of(event),
        undo=offered_undo("agenda", event.id),
    )


def _sectors_page(event: Event, form: SectorsForm, problem: str = "") -> str:
    return render_template(
        "organiser/events/agenda/sectors.html",
        event=event,
        form=form,
        problem=problem,
        used=events_agenda.sector_use(event.id),
        undo=offered_undo("sectors", event.id),
    )
