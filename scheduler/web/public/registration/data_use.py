"""What happens with what people tell: each field, what it is for and who sees it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from scheduler.domain.words.data_use import data_uses, treated_alike
from scheduler.services.registration.answers.values import fields_asked, fields_of
from scheduler.web.access import public
from scheduler.web.public.registration.event_page import blueprint, event_at


@blueprint.get("/data")
@public
def data_use(slug: str) -> ResponseReturnValue:
    """The fields that the form asks for, and those that the organisers may note besides."""
    event = event_at(slug)
    asked = fields_asked(event)
    return render_template(
        "public/registration/data_use.html",
        event=event,
        asked=treated_alike(data_uses(asked)),
        noted=treated_alike(data_uses(f for f in fields_of(event) if f.entered and f not in asked)),
    )
