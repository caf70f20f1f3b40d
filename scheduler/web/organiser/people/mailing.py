"""Emails to many people at once, each after a page that says to whom, how many and which."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.english import count
from scheduler.mail.letters import Letter
from scheduler.models import Attendee, Event
from scheduler.services.messages.attendee_mail import reminder_letter
from scheduler.services.people.chosen import MOST_CANCELLED, chosen_people
from scheduler.services.people.mailing import (
    ask_unanswered,
    email_again,
    link_letter,
    send_links,
    unanswered,
    unconfirmed,
    unmailed,
)
from scheduler.services.people.person import person_of
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.confirm import asked_first
from scheduler.web.organiser.messages.shown_email import shown_letter
from scheduler.web.shared.mailing import emails
from scheduler.web.shared.numbers import number

USUAL_DAYS = 7
MOST_DAYS = 365


@blueprint.route("/events/<int:event_id>/people/links", methods=["GET", "POST"])
@event_organiser
def people_links(event: Event) -> ResponseReturnValue:
    """Email everybody who was never emailed their place and personal link."""
    people = unmailed(event, datetime.now(UTC))
    question = f"Email {count(len(people), 'person', 'people')} their personal link?"

    def act() -> str:
        return emails(send_links(event, datetime.now(UTC)))

    return _ask(event, people, question, link_letter, act)


@blueprint.route("/events/<int:event_id>/people/ask", methods=["GET", "POST"])
@event_organiser
def people_ask(event: Event) -> ResponseReturnValue:
    """Ask those who have not said yet whether they are coming."""
    people = unanswered(event, datetime.now(UTC))
    question = f"Ask {count(len(people), 'person', 'people')} whether they are coming?"

    def act() -> str:
        return emails(ask_unanswered(event, datetime.now(UTC)))

    return _ask(event, people, question, reminder_letter, act)


@blueprint.get("/events/<int:event_id>/people/unconfirmed")
@event_organiser
def people_unconfirmed(event: Event) -> ResponseReturnValue:
    """Who has held a place for some days without confirming it, to be released together."""
    days = max(0, min(MOST_DAYS, request.args.get("days", USUAL_DAYS, type=number)))
    ids = unconfirmed(event, days, datetime.now(UTC))[:MOST_CANCELLED]
    people = sorted(chosen_people(event, ids), key=lambda person: person.signed_up_at)
    return render_template(
        "organiser/people/people_unconfirmed.html", event=event, days=days, ids=ids, people=people
    )


@blueprint.post("/events/<int:event_id>/people/<int:attendee_id>/email-again")
@event_organiser
def person_email_again(event: Event, attendee_id: int) -> ResponseReturnValue:
    """Email one person again where they stand, with their link and calendar entry."""
    person = person_of(event, attendee_id)
    flash(emails(email_again(person, datetime.now(UTC))))
    return redirect(url_for("organiser.person", event_id=event.id, attendee_id=person.id), 303)


def _ask(
    event: Event,
    people: Sequence[Attendee],
    question: str,
    letter_for: Callable[[Attendee, datetime], Letter],
    act: Callable[[], str],
) -> ResponseReturnValue:
    there = url_for("organiser.people", event_id=event.id)

    def page() -> ResponseReturnValue:
        if not people or event.called_off_at:
            flash("There is nobody to email.")
            return redirect(there, 303)
        return render_template(
            "organiser/people/people_mailing.html",
            event=event,
            question=question,
            names=[person.name for person in people],
            email=shown_letter(letter_for(people[0], datetime.now(UTC))),
        )

    return asked_first(page, act, there)
