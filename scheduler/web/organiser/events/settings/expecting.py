"""Saying what to expect: how to get in, who greets people, noise, the logo and photographs."""

from datetime import UTC, datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import DataRequired

from scheduler.errors import InvalidInput, RuleBroken, UnreadableFile
from scheduler.models import Event
from scheduler.services.events.place import expecting
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.plain_form import PlainForm
from scheduler.web.shared.edit_form import EditForm, as_stored
from scheduler.web.shared.forms import Longest, beside, strip


def _text(label: str, description: str) -> TextAreaField:
    most = expecting.LONGEST_TEXT
    return TextAreaField(
        label,
        description=description,
        filters=[strip],
        validators=[Longest(most, f"Keep it to {most:,} characters.")],
        render_kw={"rows": 3},
    )


class ExpectForm(EditForm, PlainForm):
    """What is said of the place and the morning."""

    getting_in = _text(
        "How to get in", "The door, steps, parking, the nearest stop; who opens when it is locked."
    )
    greeted_by = _text("Who greets people", "Such as: Moira, in a yellow scarf, by the door.")
    noise = _text("Noise and quiet", "How loud it gets, and where there is a quiet place.")


class PictureForm(PlainForm):
    """One picture to add."""

    file = FileField(
        "Picture",
        description="JPEG, PNG or WebP, up to 8 MB. Where and when it was taken is not kept.",
        validators=[FileRequired("Choose a picture.")],
    )
    words = StringField(
        "What is seen",
        description="For people who do not see it, such as: a red door beside the library.",
        filters=[strip],
        validators=[Longest(200, "Keep it to 200 characters."), DataRequired(expecting.NO_WORDS)],
    )
    logo = BooleanField("This is the logo", description="It takes the place of the one before.")


@blueprint.route("/events/<int:event_id>/expect", methods=["GET", "POST"])
@event_organiser
def expect(event: Event) -> ResponseReturnValue:
    """Say what to expect."""
    event = as_stored(event)
    texts = {name: getattr(event, name) for name in expecting.TEXTS}
    form = ExpectForm(version=event.version, **texts)
    if not form.validate_on_submit():
        return _page(event, form, PictureForm(formdata=None)), 400 if form.is_submitted() else 200
    said = {name: form[name].data or "" for name in expecting.TEXTS}
    expecting.save_expectations(event, said, datetime.now(UTC))
    flash(f"What to expect is saved.{form.others_note}")
    return _back(event)


@blueprint.post("/events/<int:event_id>/expect/pictures")
@event_organiser
def picture_add(event: Event) -> ResponseReturnValue:
    """Add a photograph, or the logo."""
    form = PictureForm()
    if form.validate():
        raw = form.file.data.read()
        try:
            expecting.add_picture(
                event, raw, form.words.data or "", datetime.now(UTC), logo=bool(form.logo.data)
            )
        except (InvalidInput, UnreadableFile, RuleBroken) as error:
            beside(form, error)
        else:
            flash("The picture is on the public page.")
            return _back(event)
    texts: dict[str, Any] = {name: getattr(event, name) for name in expecting.TEXTS}
    edited = ExpectForm(formdata=None, version=event.version, **texts)
    return _page(event, edited, form), 400


@blueprint.post("/events/<int:event_id>/expect/pictures/remove")
@event_organiser
def picture_remove(event: Event) -> ResponseReturnValue:
    """Take a picture away."""
    number = request.form.get("picture", 0, type=int)
    removed = expecting.remove_picture(event, number, datetime.now(UTC))
    flash("The picture is removed." if removed else "That picture is gone already.")
    return _back(event)


def _page(event: Event, form: ExpectForm, adding: PictureForm) -> str:
    return render_template(
        "organiser/events/settings/expect.html",
        event=event,
        form=form,
        adding=adding,
        pictures=expecting.pictures_of(event),
    )


def _back(event: Event) -> ResponseReturnValue:
    return redirect(url_for("organiser.expect", event_id=event.id), 303)
