"""Importing a list of people: upload, look at the preview, import once."""

from datetime import UTC, datetime

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.english import count
from scheduler.domain.events.sectors import sector_key
from scheduler.domain.people.import_actions import ImportChoices
from scheduler.domain.people.import_states import MEANINGS, state_key
from scheduler.errors import InvalidInput, RuleBroken, UnreadableFile
from scheduler.exports.lists.attendees_csv import CSV_TYPE
from scheduler.models import Event, StagedImport
from scheduler.services.people.importing import import_preview as previews
from scheduler.services.people.importing import staging
from scheduler.services.people.importing.former_values import overwritten
from scheduler.services.people.importing.import_reading import encoding_names
from scheduler.services.people.importing.import_run import left_out_csv, run_import
from scheduler.services.people.importing.import_undo import undo_import, untouched
from scheduler.services.people.importing.outcome import outcome_of
from scheduler.services.registration.answers.values import labels_of
from scheduler.web.access import event_organiser
from scheduler.web.organiser.acting import acting
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.confirm import asked_first
from scheduler.web.organiser.people.forms import UploadForm
from scheduler.web.shared.forms import beside
from scheduler.web.shared.numbers import number


@blueprint.route("/events/<int:event_id>/people/import", methods=["GET", "POST"])
@event_organiser
def people_import(event: Event) -> ResponseReturnValue:
    """Take a file; what is in it is shown before anything is saved."""
    form = UploadForm()
    if form.validate_on_submit():
        file = form.file.data
        try:
            staged = staging.stage(event, file.filename or "", file.read(), datetime.now(UTC))
        except (InvalidInput, UnreadableFile) as error:
            beside(form, error, "file")
        else:
            return redirect(_preview_url(event, staged), 303)
    page = render_template(
        "organiser/people/import/import.html", event=event, form=form, fields=labels_of(event)
    )
    return page, 400 if form.is_submitted() else 200


@blueprint.get("/events/<int:event_id>/people/import/<int:import_id>")
@event_organiser
def import_preview(event: Event, import_id: int) -> ResponseReturnValue:
    """What importing the list would do; or, when it was done, what it did."""
    staged = staging.staged_of(event, import_id)
    if outcome := outcome_of(staged):
        return render_template(
            "organiser/people/import/import_done.html", event=event, staged=staged, outcome=outcome
        )
    return _preview_page(event, staged)


@blueprint.post("/events/<int:event_id>/people/import/<int:import_id>")
@event_organiser
def import_choose(event: Event, import_id: int) -> ResponseReturnValue:
    """Keep the chosen columns, sectors and what to do with doubles; show the new preview."""
    staged = staging.staged_of(event, import_id)
    _keep_choices(event, staged)
    return redirect(_preview_url(event, staged), 303)


@blueprint.post("/events/<int:event_id>/people/import/<int:import_id>/run")
@event_organiser
def import_run(event: Event, import_id: int) -> ResponseReturnValue:
    """Import every good row, once, unless the choices make another list of it than was shown."""
    staged = staging.staged_of(event, import_id)
    if _keep_choices(event, staged):
        flash("The list is read in another way now: look at it, then import it.", "warn")
        return redirect(_preview_url(event, staged), 303)
    try:
        run_import(
            event,
            staged,
            acting(),
            datetime.now(UTC),
            raise_capacity=request.form.get("raise_capacity") == "yes",
        )
    except InvalidInput as error:
        flash(error.sentence, "bad")
    return redirect(_preview_url(event, staged), 303)


@blueprint.route(
    "/events/<int:event_id>/people/import/<int:import_id>/undo", methods=["GET", "POST"]
)
@event_organiser
def import_undo(event: Event, import_id: int) -> ResponseReturnValue:
    """Say who would go; then take the import back."""
    staged = staging.staged_of(event, import_id)
    outcome = outcome_of(staged)
    if outcome is None:
        return redirect(_preview_url(event, staged), 303)

    def page() -> ResponseReturnValue:
        return render_template(
            "organiser/people/import/import_undo.html",
            event=event,
            staged=staged,
            number=len(untouched(event, staged)),
            added=len(outcome.added),
            changed=len(outcome.former),
            restored=sum(1 for _ in overwritten(event, staged)),
        )

    def act() -> str:
        try:
            gone, back = undo_import(event, staged, acting(), datetime.now(UTC))
        except RuleBroken as error:
            return f"Nothing was changed. {error.sentence}"
        removed = f"{count(gone, 'person is', 'people are')} removed. "
        as_before = f"{count(back, 'person who was', 'people who were')} here before "
        as_before += f"{'is' if back == 1 else 'are'} as before. "
        told = (removed if gone or not back else "") + (as_before if back else "")
        return f"{told}No emails were sent."

    return asked_first(page, act, url_for("organiser.people", event_id=event.id))


@blueprint.get("/events/<int:event_id>/people/import/<int:import_id>/left-out.csv")
@event_organiser
def import_left_out(event: Event, import_id: int) -> ResponseReturnValue:
    """The rows that were not imported, and why."""
    staged = staging.staged_of(event, import_id)
    outcome = outcome_of(staged) or abort(404)
    response = Response(left_out_csv(outcome.result.left_out), content_type=CSV_TYPE)
    response.headers.set("Content-Disposition", "attachment", filename="left-out.csv")
    return response


def _keep_choices(event: Event, staged: StagedImport) -> bool:
    """Keep what the form says; whether the list is then another than the page has shown.

    A bare button, or a list that is imported, changes nothing.
    """
    if "columns" not in request.form or staged.used_at is not None:
        return False
    sheet = request.form.get("sheet", -1, type=number)
    if staging.choose_reading(staged, sheet, request.form.get("letters", "")):
        return True
    mapping: dict[str, int] = {}
    known = labels_of(event)
    for column in range(min(request.form.get("columns", 0, type=number), 200)):
        field = request.form.get(f"column-{column}", "")
        if field in known and field not in mapping:
            mapping[field] = column
    sectors = {sector.name for sector in event.sectors}
    answers = {}
    shown = previews.preview_import(event, staged)
    for text in shown.unknown_sectors:
        answer = request.form.get(f"sector-{sector_key(text)}", "?")
        if answer in sectors or answer == "":
            answers[text] = answer
    choices = ImportChoices(
        update_existing=request.form.get("existing") != "skip",
        keep_last=request.form.get("repeated") == "last",
        shared_addresses=request.form.get("shared") == "yes",
    )
    staging.choose(
        staged,
        mapping,
        choices,
        answers,
        {text: answer for text in shown.states if (answer := _answer(text)) in MEANINGS},
        leave_hidden=request.form.get("hidden_rows") == "leave",
    )
    return mapping.get("status") != shown.columns.mapping.get("status")


def _answer(state: str) -> str:
    return request.form.get(f"state-{state_key(state)}", "")


def _preview_page(event: Event, staged: StagedImport) -> str:
    found, labels = previews.preview_import(event, staged), labels_of(event)
    return render_template(
        "organiser/people/import/import_preview.html",
        event=event,
        staged=staged,
        found=found,
        field_of=previews.fields_for(found.columns, labels),
        fields=labels,
        sector_key=sector_key,
        state_key=state_key,
        meanings=MEANINGS,
        encoding_names=encoding_names(),
        left_out=[d for d in found.decisions if d.action.leaves_out],
        taken=sorted(
            (d for d in found.decisions if not d.action.leaves_out),
            key=lambda decision: not decision.notes,
        ),
    )


def _preview_url(event: Event, staged: StagedImport) -> str:
    return url_for("organiser.import_preview", event_id=event.id, import_id=staged.id)
