"""The words of each kind of email: reading, changing and trying them before anybody gets one."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from scheduler.domain.messages.email_kinds import KINDS, EmailKind, Wording
from scheduler.domain.messages.own_words import LONGEST_SUBJECT, filled
from scheduler.domain.messages.wording import LONGEST_OPENING, checked, worded
from scheduler.domain.words.zones import day_in_year
from scheduler.errors import InvalidInput
from scheduler.models import Event
from scheduler.services.messages.writing import wording as wordings
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.messages.shown_email import shown_letter
from scheduler.web.organiser.plain_form import PlainForm
from scheduler.web.shared.edit_form import EditForm, as_stored
from scheduler.web.shared.formats import local
from scheduler.web.shared.forms import beside, button_of, strip
from scheduler.web.shared.mailing import emails as emails_sentence

OTHERS: Final = "Changes and cancelling"
GROUPS: Final = {
    "Signing up": ("signed_up", "asked", "asked_again", "declined", "link_again", "links_again",
                   "link_sent", "new_address", "address_moved"),
    "Waiting list": ("waiting", "place_offered", "offer", "offer_over", "offer_taken_back",
                     "place_withdrawn"),
    "The rounds": ("reminder", "rounds_published", "rounds_changed"),
    OTHERS: (),
    "Afterwards": ("working_group", "exchange_agreed"),
}  # fmt: skip
"""The kinds under the headings of their list."""


class WordingForm(EditForm, PlainForm):
    """The subject and the opening of one kind of email; empty: the standard ones."""

    subject = StringField("Subject", filters=[strip], validators=[Length(max=LONGEST_SUBJECT)])
    opening = TextAreaField(
        "Opening",
        description="It stands after “Hello” and the name. When, where, links and what else must "
        "be right follow by themselves.",
        filters=[strip],
        validators=[Length(max=LONGEST_OPENING)],
        render_kw={"rows": 7},
    )


@blueprint.get("/events/<int:event_id>/emails")
@event_organiser
def emails(event: Event) -> ResponseReturnValue:
    """Each kind of email, when it leaves and its subject, without the event where it ends so."""
    day = day_in_year(local(event.starts_at, event.timezone)).replace(" ", "\N{NO-BREAK SPACE}")
    here = {"event": event.title, "day": day}
    groups: dict[str, list[tuple[str, EmailKind, str]]] = {title: [] for title in GROUPS}
    for key, kind in KINDS.items():
        title = next((title for title, keys in GROUPS.items() if key in keys), OTHERS)
        subject = filled(worded(key, event.wording).subject, {**kind.placeholders, **here})
        groups[title].append((key, kind, subject.removesuffix(f": {event.title}, {day}")))
    return render_template("organiser/messages/emails.html", event=event, groups=groups)


class WordingButton(StrEnum):
    """The buttons of the page of one kind."""

    PREVIEW = "preview"
    TEST = "test"
    STANDARD = "standard"
    SAVE = "save"


@blueprint.route("/events/<int:event_id>/emails/<email_kind>", methods=["GET", "POST"])
@event_organiser
def email_wording(event: Event, email_kind: str) -> ResponseReturnValue:
    """Change the words of one kind.

    The pressed button is the field ``action``: preview, test, standard or save.
    """
    if email_kind not in KINDS:
        abort(404)
    event = as_stored(event)
    stored = worded(email_kind, event.wording)
    form = WordingForm(version=event.version, subject=stored.subject, opening=stored.opening)
    button = button_of(WordingButton) if request.method == "POST" else WordingButton.PREVIEW
    if button is WordingButton.STANDARD:
        standard = KINDS[email_kind].standard
        form.subject.data, form.opening.data = standard.subject, standard.opening
        return _page(event, email_kind, form, standard)
    if not form.validate_on_submit():
        return _page(event, email_kind, form, stored)
    try:
        wording = checked(email_kind, form.subject.data or "", form.opening.data or "")
    except InvalidInput as error:
        beside(form, error)
        return _page(event, email_kind, form, stored)
    now = datetime.now(UTC)
    if button is WordingButton.SAVE:
        wordings.save(event, email_kind, wording, now)
        flash(f"The words are saved: emails from now on have them.{form.others_note}")
        return redirect(url_for("organiser.emails", event_id=event.id), 303)
    readers = wordings.sample_readers(event)
    if button is WordingButton.TEST and readers:
        wordings.send_test_wording(event, email_kind, wording, readers[0], current_user, now)
        flash(f"The test is for {current_user.email} alone. {emails_sentence(1)}")
    return _page(event, email_kind, form, wording)


def _page(event: Event, kind: str, form: WordingForm, wording: Wording) -> ResponseReturnValue:
    """The form, and under it the email as a real person would read it."""
    readers = wordings.sample_readers(event)
    wanted = request.form.get("person", "")
    reader = next((each for each in readers if str(each.id) == wanted), next(iter(readers), None))
    letter = wordings.sample(kind, wording, reader, datetime.now(UTC)) if reader else None
    page = render_template(
        "organiser/messages/email_wording.html",
        event=event,
        kind=KINDS[kind],
        form=form,
        own=kind in event.wording,
        placeholders={**KINDS[kind].placeholders, **wordings.example_facts(event)},
        readers=readers,
        reader=reader,
        email=shown_letter(letter) if letter else None,
    )
    return page, 400 if form.errors else 200
