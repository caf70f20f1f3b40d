"""People who have asked to come: the list, and answering several after a page that says what
happens and shows the email."""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.english import agree, count, listed
from scheduler.domain.registration.waiting_list import who_moves_up
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.mail.letters import Letter
from scheduler.models import Attendee, Event
from scheduler.services.events.overview import sector_counts
from scheduler.services.messages.words.requests import approval_letter, declined_letter
from scheduler.services.registration import approving
from scheduler.services.registration.places import next_waiting_number
from scheduler.web.access import event_organiser
from scheduler.web.organiser.acting import acting
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.messages.shown_email import ShownEmail, shown_letter
from scheduler.web.organiser.undo import offer_undo, offered_undo, take_undo
from scheduler.web.shared.forms import button_of
from scheduler.web.shared.mailing import emails
from scheduler.web.shared.numbers import ids_of

REQUESTS = "/events/<int:event_id>/people/requests"
MOST_NAMED = 12
MOST_TICKED = 500


class AnswerButton(StrEnum):
    """The buttons of the page that answers."""

    APPROVE = "approve"
    APPROVE_AND_TELL = "approve-and-tell"
    DECLINE = "decline"
    DECLINE_AND_TELL = "decline-and-tell"
    DECLINE_LOOK = "decline-look"


_DECLINING = (AnswerButton.DECLINE, AnswerButton.DECLINE_AND_TELL, AnswerButton.DECLINE_LOOK)
_TELLING = (AnswerButton.APPROVE_AND_TELL, AnswerButton.DECLINE_AND_TELL)


@blueprint.get(REQUESTS)
@event_organiser
def requests(event: Event) -> ResponseReturnValue:
    """Who has asked to come, in the order of asking, beside how the room stands."""
    return render_template(
        "organiser/registration/requests.html",
        event=event,
        people=approving.requests_of(event),
        sectors=sector_counts(event),
        undo=offered_undo("requests", event.id),
    )


@blueprint.get(REQUESTS + "/answer")
@event_organiser
def requests_answer(event: Event) -> ResponseReturnValue:
    """What the answer would do to those ticked, and the email that the first of them would get."""
    declines = request.args.get("answer") == "decline"
    ids = ids_of(request.args.getlist("id"), MOST_TICKED)
    if request.args.get("all"):
        found = approving.requests_of(event)
        ids = [person.id for person in found[: approving.MOST_ANSWERED]]
    return _page(event, ids, declines)


@blueprint.post(REQUESTS + "/answer")
@event_organiser
def requests_answer_act(event: Event) -> ResponseReturnValue:
    """Approve or decline, with emails or without; or show the email with the words typed."""
    ids, button = ids_of(request.form.getlist("id"), MOST_TICKED), button_of(AnswerButton)
    words = request.form.get("words", "").replace("\r\n", "\n")
    declines = button in _DECLINING
    if button is AnswerButton.DECLINE_LOOK:
        return _page(event, ids, declines, words)
    tell, now = button in _TELLING, datetime.now(UTC)
    try:
        if declines:
            made = approving.decline(event, ids, words, acting(), now, tell=tell)
        else:
            expected = ids_of(request.form.get("placed", "").split(","), MOST_TICKED)
            made = approving.approve(event, ids, acting(), now, tell=tell, expected=expected)
    except (InvalidInput, RuleBroken) as error:
        return _page(event, ids, declines, words, error.sentence)
    offer_undo("requests", event.id, _done(made), made=made.kept())
    return redirect(url_for("organiser.requests", event_id=event.id), 303)


@blueprint.post(REQUESTS + "/undo")
@event_organiser
def requests_undo(event: Event) -> ResponseReturnValue:
    """Let those who were answered last wait for an answer again."""
    if taken := take_undo("requests", event.id):
        made = approving.Answered.read(taken["made"])
        try:
            back = approving.undo_answer(event, made, acting(), datetime.now(UTC))
        except RuleBroken as error:
            flash(f"Nothing was undone. {error.sentence}", "bad")
        else:
            number = len(back.placed) + len(back.waiting) + len(back.declined)
            told = count(number, "person waits", "people wait")
            flash(f"{told} for your answer again. {emails(back.emails)}")
    return redirect(url_for("organiser.requests", event_id=event.id), 303)


def _done(made: approving.Answered) -> str:
    """What was done, in words, and what Undo would write."""
    if made.declined:
        said = f"{count(len(made.declined), 'request was', 'requests were')} not accepted."
    else:
        number = len(made.placed) + len(made.waiting)
        said = f"{count(number, 'person is', 'people are')} approved: {_places(made)}."
    said += f" {emails(made.emails)}"
    if made.told and made.emails:
        said += " Undo writes to them again."
    return said


def _places(made: approving.Answered) -> str:
    have = f"{len(made.placed)} {agree(len(made.placed), 'has', 'have')} a place"
    if not made.waiting:
        return have
    wait = f"{len(made.waiting)} {agree(len(made.waiting), 'is', 'are')} on the waiting list"
    return f"{have}, {wait}"


def _page(
    event: Event, ids: list[int], declines: bool, words: str = "", refused: str = ""
) -> ResponseReturnValue:
    now = datetime.now(UTC)
    ahead = approving.effect_of_approving(event, ids, now)
    people = sorted([*ahead.placed, *ahead.waiting], key=lambda p: (p.signed_up_at, p.id))
    page = render_template(
        "organiser/registration/requests_answer.html",
        event=event,
        people=people,
        names=listed([person.name for person in people], MOST_NAMED),
        ahead=ahead,
        moving=who_moves_up(ahead.moving_up, event.offer_hours, 5),
        declines=declines,
        words=words,
        longest=approving.LONGEST_WORDS,
        told=sum(person.email is not None for person in people),
        others=0 if declines else sum(person.email is not None for person in ahead.moving_up),
        examples=_examples(event, ahead, people, now, words if declines else None),
        refused=refused,
    )
    return page, 409 if refused else 200


def _examples(
    event: Event,
    ahead: approving.ApprovalAhead,
    people: list[Attendee],
    now: datetime,
    words: str | None,
) -> list[tuple[str, ShownEmail]]:
    """The first reader of each kind of email that would leave, and what they would get.

    ``words`` None: they are approved, else they are not and read that.
    """
    if words is not None:
        first = _first_with_address(people)
        return [_shown(person, declined_letter(person, now, words.strip())) for person in first]
    found = [_shown(p, approval_letter(p, now, None)) for p in _first_with_address(ahead.placed)]
    for person in _first_with_address(ahead.waiting):
        number = next_waiting_number(event.id) + ahead.waiting.index(person)
        found.append(_shown(person, approval_letter(person, now, number)))
    return found


def _first_with_address(people: Sequence[Attendee]) -> list[Attendee]:
    return [person for person in people if person.email][:1]


def _shown(person: Attendee, letter: Letter) -> tuple[str, ShownEmail]:
    return person.name, shown_letter(letter)
