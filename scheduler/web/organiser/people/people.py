"""The people of an event: the table, one person, the file."""

from datetime import UTC, datetime
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.english import count, listed
from scheduler.domain.morning.known import Turnout
from scheduler.domain.states import RegistrationState
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.exports.lists.attendees_csv import CSV_TYPE, XLSX_TYPE, attendees_csv, attendees_xlsx
from scheduler.models import Attendee, Event
from scheduler.services.events.overview import sector_counts
from scheduler.services.messages.outbox_views import mails_to
from scheduler.services.people import mailing
from scheduler.services.people import person as people_services
from scheduler.services.people.chosen import choose_sectors
from scheduler.services.people.listing import (
    SORTS,
    STATES,
    Filter,
    all_people,
    answers_at,
    export_rows,
    list_people,
)
from scheduler.services.people.turnout import PRESENCE_HEADINGS, turnout_of
from scheduler.services.planning.person_history import seats_of_person, sign_ups_of
from scheduler.services.planning.rounds.clock import morning_is_over
from scheduler.services.registration.answers.values import question_labels
from scheduler.services.registration.sign_up import sharing_address
from scheduler.web.access import event_organiser
from scheduler.web.organiser.acting import acting
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.people.forms import EditPersonForm, PersonForm
from scheduler.web.organiser.undo import offered_undo
from scheduler.web.shared.edit_form import as_stored
from scheduler.web.shared.forms import beside
from scheduler.web.shared.mailing import emails
from scheduler.web.shared.numbers import number

SHOWN = (
    *(*STATES, "coming", "confirmed", "unconfirmed", "hosts", "bound", "alike", "outside", "all"),
    *(turnout.value for turnout in Turnout),
)
"""What the list can be narrowed to."""

PARTS = ("search", "state", "sector", "answer", "sort")
"""What the address of a page of the list carries."""


@blueprint.get("/events/<int:event_id>/people")
@event_organiser
def people(event: Event) -> ResponseReturnValue:
    """Everybody who signed up, to be searched, filtered and sorted."""
    asked = Filter(
        search=request.args.get("search", "")[:200].strip(),
        state=_one_of("state", SHOWN, "coming"),
        sector=request.args.get("sector", "")[:20],
        answer=request.args.get("answer", "")[:200],
        sort=_one_of("sort", SORTS, "name"),
        page=request.args.get("page", 1, type=number),
    )
    here: dict[str, Any] = {
        "event_id": event.id,
        **{name: request.args[name] for name in PARTS if request.args.get(name)},
    }
    over = morning_is_over(event, datetime.now(UTC))
    known = turnout_of(event, over=over)
    return render_template(
        "organiser/people/people.html",
        event=event,
        asked=asked,
        filtered=(asked.search, asked.state, asked.sector, asked.answer) != ("", "coming", "", ""),
        listing=list_people(event, asked, known),
        known=known,
        over=over,
        sectors=sector_counts(event),
        states=STATES,
        answers=answers_at(event),
        unmailed=mailing.unmailed_number(event, datetime.now(UTC)),
        unanswered=len(mailing.unanswered(event, datetime.now(UTC))),
        undo=offered_undo("person", event.id),
        undo_chosen=offered_undo("chosen", event.id),
        page_url=lambda page: url_for("organiser.people", **(here | {"page": page})),
    )


@blueprint.route("/events/<int:event_id>/people/new", methods=["GET", "POST"])
@event_organiser
def person_new(event: Event) -> ResponseReturnValue:
    """Add a person by hand."""
    form = PersonForm.of(event)
    if form.validate_on_submit():
        try:
            added = people_services.add_person(
                event.id,
                form.edit(),
                form.submission.data or "",
                acting(),
                datetime.now(UTC),
                raise_capacity=bool(form.raise_capacity.data),
            )
        except InvalidInput as error:
            beside(form, error)
        else:
            where = (
                "has a place"
                if added.state == RegistrationState.PLACED
                else "is on the waiting list"
            )
            flash(f"{added.name} {where}. No emails were sent.{_sharing(added)}")
            return redirect(url_for("organiser.people", event_id=event.id), 303)
    page = render_template("organiser/people/person_new.html", event=event, form=form)
    return page, 400 if form.is_submitted() else 200


@blueprint.route("/events/<int:event_id>/people/<int:attendee_id>", methods=["GET", "POST"])
@event_organiser
def person(event: Event, attendee_id: int) -> ResponseReturnValue:
    """Everything about one person, to be changed."""
    attendee = as_stored(people_services.person_of(event, attendee_id))
    form = EditPersonForm.filled(event, attendee)
    if attendee.sector:
        form["sector"].description = ""  # it says that one is needed
    if form.validate_on_submit():
        try:
            people_services.change_person(attendee, form.edit(), datetime.now(UTC))
        except InvalidInput as error:
            beside(form, error)
        else:
            flash(f"{attendee.name} is saved.{form.others_note}{_sharing(attendee)}")
            return redirect(url_for("organiser.people", event_id=event.id), 303)
    page = render_template(
        "organiser/people/person.html",
        event=event,
        form=form,
        person=attendee,
        history=sign_ups_of(attendee),
        sits=seats_of_person(attendee),
        mails=mails_to(event, attendee.id),
        known=turnout_of(event, over=morning_is_over(event, datetime.now(UTC))).get(attendee.id),
    )
    return page, 400 if form.is_submitted() else 200


@blueprint.post("/events/<int:event_id>/people/<int:attendee_id>/place")
@event_organiser
def person_place(event: Event, attendee_id: int) -> ResponseReturnValue:
    """Give somebody who waits a place, past the others."""
    attendee = people_services.person_of(event, attendee_id)
    mails = people_services.give_place(attendee, acting(), datetime.now(UTC))
    flash(f"{attendee.name} has a place" + (f". {emails(mails)}" if mails else "."))
    there = url_for("organiser.person", event_id=event.id, attendee_id=attendee.id)
    return redirect(there, 303)


@blueprint.post("/events/<int:event_id>/people/<int:attendee_id>/link")
@event_organiser
def person_link(event: Event, attendee_id: int) -> ResponseReturnValue:
    """Mail a person their personal link again."""
    attendee = people_services.person_of(event, attendee_id)
    try:
        people_services.send_link(attendee, datetime.now(UTC))
        flash(f"The personal link is for {attendee.email}. {emails(1)}")
    except RuleBroken as error:
        flash(error.sentence, "bad")
    there = url_for("organiser.person", event_id=event.id, attendee_id=attendee.id)
    return redirect(there, 303)


@blueprint.post("/events/<int:event_id>/people/sectors")
@event_organiser
def people_sectors(event: Event) -> ResponseReturnValue:
    """Save the sectors chosen for several people in the table."""
    chosen = {
        int(name.removeprefix("sector-")): int(value)
        for name, value in request.form.items()
        if name.removeprefix("sector-").isdecimal() and value.isdecimal() and len(name + value) < 30
    }
    try:
        changed = choose_sectors(event, chosen, datetime.now(UTC))
        flash(f"{count(changed, 'person has', 'people have')} a sector now.")
    except InvalidInput as error:
        flash(error.sentence, "bad")
    return redirect(url_for("organiser.people", event_id=event.id), 303)


@blueprint.get("/events/<int:event_id>/people/export")
@event_organiser
def people_export(event: Event) -> ResponseReturnValue:
    """Everybody as a file: CSV, or XLSX with ?format=xlsx. Needs only where they are wanted."""
    known = turnout_of(event, over=morning_is_over(event, datetime.now(UTC)))
    rows, further = export_rows(all_people(event), known), question_labels(event)
    if known:
        further |= PRESENCE_HEADINGS
    xlsx = request.args.get("format") == "xlsx"
    content, kind = (
        (attendees_xlsx(rows, further), XLSX_TYPE)
        if xlsx
        else (attendees_csv(rows, further), CSV_TYPE)
    )
    response = Response(content, content_type=kind)
    name = f"{event.slug}-people.{'xlsx' if xlsx else 'csv'}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _one_of(name: str, allowed: tuple[str, ...], default: str) -> str:
    value = request.args.get(name, default)
    if value not in allowed:
        return default
    return "" if value == "all" else value


def _sharing(attendee: Attendee) -> str:
    """A sentence about those who use the same address, which may be meant or a slip; or ""."""
    found = sharing_address(attendee.event_id, attendee.email) if attendee.email else []
    names = listed([person.name for person in found if person is not attendee])
    return f" The address is also that of {names}." if names else ""
