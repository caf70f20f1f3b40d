"""The sign-up form as everybody first sees it, rendered once for each thing that it can show."""

from flask import render_template
from markupsafe import Markup

from scheduler.models import Event
from scheduler.services.people.values import fields_asked
from scheduler.web.public.registration.forms import SignUpForm

MOST_KEPT = 200
"""Forms kept by a process; each takes some 6 kB."""

_kept: dict[tuple[object, ...], Markup] = {}


def blank_fields(event: Event) -> Markup:
    """Return the form's empty fields, without those that are each visitor's own.

    Rendering them takes more time than all the rest of the public page. They are kept under all
    that they show, so that a change by the organiser needs no clearing.
    """
    shown = (
        event.body.name,
        tuple((one.id, one.name, one.style, one.examples) for one in event.sectors),
        tuple(event.priority_areas),
        fields_asked(event),
    )
    fields = _kept.get(shown)
    if fields is None:
        page = render_template(
            "public/registration/_sign_up_fields.html", form=SignUpForm.of(event)
        )
        fields = Markup(page)  # noqa: S704
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[shown] = fields
    return fields
