"""The sign-up form as everybody first sees it, rendered once for each thing that it can show."""

from functools import partial
from typing import NamedTuple

from flask import render_template
from markupsafe import Markup

from scheduler.domain.languages import spoken
from scheduler.domain.people.questions.description import Reader
from scheduler.domain.words.data_use import seen_by
from scheduler.models import Event
from scheduler.services.registration.answers.values import fields_asked
from scheduler.web.public.registration.forms import SignUpForm

MOST_KEPT = 200
"""Forms kept by a process; each takes some 6 kB."""


class BlankFields(NamedTuple):
    """The fields that must be filled in, and those that may be."""

    needed: Markup
    more: Markup


_kept: dict[tuple[object, ...], BlankFields] = {}


def blank_fields(event: Event) -> BlankFields:
    """Return the form's empty fields, without those that are each visitor's own.

    Rendering them takes more time than all the rest of the public page. They are kept under all
    that they show, so that a change by the organiser needs no clearing.
    """
    shown = (
        spoken(),
        event.body.name,
        tuple((one.id, one.name, one.style, one.examples) for one in event.sectors),
        tuple(event.priority_areas),
        fields_asked(event),
    )
    fields = _kept.get(shown)
    if fields is None:
        form = SignUpForm.of(event)
        seen = {"seen_by": partial(seen_by, fields_asked(event)), "readers": Reader}
        pages = (
            render_template(f"public/registration/_sign_up_{part}.html", form=form, **seen)
            for part in BlankFields._fields
        )
        fields = BlankFields(*map(Markup, pages))
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[shown] = fields
    return fields
