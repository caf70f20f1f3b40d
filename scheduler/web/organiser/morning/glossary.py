"""The glossary of the series: read what people added, correct it, show it, delete it."""

from datetime import UTC, datetime
from enum import StrEnum

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scheduler.models import Event
from scheduler.services.morning import glossary as services
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.plain_form import PlainForm, saved
from scheduler.web.shared.edit_form import EditForm, as_stored
from scheduler.web.shared.forms import button_of
from scheduler.web.shared.morning.words import WordFields

LIST = "organiser/morning/glossary.html"


class NewWordForm(WordFields, PlainForm):
    """A word that is added."""


class EditWordForm(EditForm, WordFields, PlainForm):
    """A word that is there."""


@blueprint.route("/events/<int:event_id>/words", methods=["GET", "POST"])
@event_organiser
def glossary(event: Event) -> ResponseReturnValue:
    """The words that wait, those that are shown, and a form to add one."""
    form = NewWordForm()

    def add() -> str:
        term, meaning = form.term.data or "", form.meaning.data or ""
        added = services.explain_word_for_organiser(event, term, meaning, datetime.now(UTC))
        return f"“{added.term}” is in the glossary."

    if saved(form, add):
        return redirect(_list(event), 303)
    words = services.glossary_of(event)
    page = render_template(
        LIST,
        event=event,
        form=form,
        waiting=[one for one in words if not one.shown],
        shown=[one for one in words if one.shown],
    )
    return page, 400 if form.errors else 200


@blueprint.route("/events/<int:event_id>/words/<int:term_id>", methods=["GET", "POST"])
@event_organiser
def glossary_word(event: Event, term_id: int) -> ResponseReturnValue:
    """Correct a word; saving shows it."""
    found = as_stored(services.glossary_term(event, term_id))
    form = EditWordForm(obj=found)

    def change() -> str:
        services.change_term(found, form.term.data or "", form.meaning.data or "")
        return f"“{found.term}” is saved and shown.{form.others_note}"

    if saved(form, change):
        return redirect(_list(event), 303)
    page = render_template(
        "organiser/morning/glossary_word.html", event=event, form=form, word=found
    )
    return page, 400 if form.is_submitted() else 200


class TermButton(StrEnum):
    """The buttons beside a term."""

    DELETE = "delete"
    HIDE = "hide"
    SHOW = "show"


@blueprint.post("/events/<int:event_id>/words/<int:term_id>/act")
@event_organiser
def glossary_act(event: Event, term_id: int) -> ResponseReturnValue:
    """Show a word, show it no longer, or delete it."""
    found = services.glossary_term(event, term_id)
    term = found.term
    match button_of(TermButton, "act"):
        case TermButton.DELETE:
            services.remove_term(found)
            flash(f"“{term}” is deleted.")
        case TermButton.HIDE:
            services.show_term(found, False)
            flash(f"“{term}” is no longer shown.")
        case TermButton.SHOW:
            services.show_term(found, True)
            flash(f"“{term}” is shown to everybody.")
    return redirect(_list(event), 303)


def _list(event: Event) -> str:
    return url_for("organiser.glossary", event_id=event.id)
