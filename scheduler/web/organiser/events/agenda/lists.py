"""The agenda and the sectors: lists that are edited as a whole."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from flask import flash, redirect, render_template, url_for
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
from scheduler.web.organiser.rows import moved_button, rearranged
from scheduler.web.organiser.rows_form import RowsForm
from scheduler.web.organiser.undo import forget_undo, offer_undo, offered_undo, take_undo
from scheduler.web.shared.edit_form import as_stored


@dataclass(frozen=True)
class EditedList:
    """One of the lists. ``kind`` names its endpoint, its template and its offer of an undo."""

    kind: str
    saved: str
    form: Callable[[Event], RowsForm]
    entries: Callable[[Event], list[Any]]
    """What is stored, as the service takes it."""
    edit: type[ItemEdit] | type[SectorEdit]
    save: Callable[[Event, list[Any], datetime], None]
    beside: Callable[[Event], dict[str, Any]]
    """What the page shows beside the form."""


AGENDA = EditedList(
    kind="agenda",
    saved="The agenda is saved.",
    form=AgendaForm.of,
    entries=lambda event: [
        ItemEdit(item.id, item.kind, item.title, item.speaker, item.minutes)
        for item in event.agenda
    ],
    edit=ItemEdit,
    save=events_agenda.save_agenda,
    beside=lambda event: {
        "times": agenda_times(event.starts_at, event.agenda),
        "budget": budget_of(event),
    },
)
SECTORS = EditedList(
    kind="sectors",
    saved="The sectors are saved.",
    form=SectorsForm.of,
    entries=lambda event: [SectorEdit(s.id, s.name, s.examples, s.style) for s in event.sectors],
    edit=SectorEdit,
    save=events_agenda.save_sectors,
    beside=lambda event: {"used": events_agenda.sector_use(event.id)},
)


@blueprint.get("/events/<int:event_id>/agenda")
@event_organiser
def agenda(event: Event) -> ResponseReturnValue:
    """The agenda with its clock times, and whether the rounds fit."""
    return _page(AGENDA, event, AGENDA.form(event))


@blueprint.post("/events/<int:event_id>/agenda")
@event_organiser
def agenda_save(event: Event) -> ResponseReturnValue:
    """Save every row, and do what the pressed button says."""
    return _save(AGENDA, as_stored(event))


@blueprint.post("/events/<int:event_id>/agenda/undo")
@event_organiser
def agenda_undo(event: Event) -> ResponseReturnValue:
    """Put the line removed last back to its place."""
    return _undo(AGENDA, event)


@blueprint.get("/events/<int:event_id>/sectors")
@event_organiser
def sectors(event: Event) -> ResponseReturnValue:
    """The sectors with their words, shapes and colours, and how many people each has."""
    return _page(SECTORS, event, SECTORS.form(event))


@blueprint.post("/events/<int:event_id>/sectors")
@event_organiser
def sectors_save(event: Event) -> ResponseReturnValue:
    """Save every row, and do what the pressed button says."""
    return _save(SECTORS, as_stored(event))


@blueprint.post("/events/<int:event_id>/sectors/undo")
@event_organiser
def sectors_undo(event: Event) -> ResponseReturnValue:
    """Put the sector removed last back to its place."""
    return _undo(SECTORS, event)


def _page(edited: EditedList, event: Event, form: RowsForm, problem: str = "") -> str:
    return render_template(
        f"organiser/events/agenda/{edited.kind}.html",
        event=event,
        form=form,
        problem=problem,
        filled=len(form.rows()),
        undo=offered_undo(edited.kind, event.id),
        **edited.beside(event),
    )


def _save(edited: EditedList, event: Event) -> ResponseReturnValue:
    form = edited.form(event)
    if not form.validate():
        return _page(edited, event, form), 400
    edits = form.edits()
    rows, removed = rearranged(edits, form.action)
    try:
        with noting_moved_rounds(event):
            edited.save(event, rows, datetime.now(UTC))
    except RuleBroken as error:
        return _page(edited, event, form, error.sentence), 400
    forget_undo(edited.kind, event.id)
    if removed:
        values = asdict(removed) | {"id": None}
        sentence = f"“{form.rows()[edits.index(removed)].first.data}” is removed."
        offer_undo(edited.kind, event.id, sentence, place=edits.index(removed), item=values)
    else:
        flash(f"{edited.saved}{form.others_note}")
    # The button of the row that moved keeps the keyboard's focus.
    button = moved_button(form.action, len(rows))
    return redirect(
        url_for(f"organiser.{edited.kind}", event_id=event.id, _anchor=button or None), 303
    )


def _undo(edited: EditedList, event: Event) -> ResponseReturnValue:
    if taken := take_undo(edited.kind, event.id):
        rows = edited.entries(event)
        rows.insert(taken["place"], edited.edit(**taken["item"]))
        try:
            with noting_moved_rounds(event):
                edited.save(event, rows, datetime.now(UTC))
        except RuleBroken as error:
            flash(error.sentence, "bad")
    return redirect(url_for(f"organiser.{edited.kind}", event_id=event.id), 303)
