"""Staying in touch with the people one met: yes or not now, notes, and cards of those who agree."""

from datetime import UTC, datetime

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.afterwards.touch import LONGEST_NOTE, TouchReply
from scheduler.domain.languages import gettext, ngettext
from scheduler.errors import InvalidInput
from scheduler.exports.address_books.vcards import FILE_TYPE, CardOf, vcards
from scheduler.models import Attendee
from scheduler.services.afterwards import touch as touch_services
from scheduler.services.afterwards.touch import Met
from scheduler.web.access import personal
from scheduler.web.attendee.afterwards.after import after_page, was_guest
from scheduler.web.attendee.blueprint import blueprint
from scheduler.web.shared.notices import redirect_saying
from scheduler.web.shared.people.organisations import organisation_of

ANSWERS = {"yes": True, "not-now": False, "nothing": None}


@blueprint.get("/met")
@personal
def touch(attendee: Attendee) -> ResponseReturnValue:
    """The address that emails named once: the people they met stand on their own page."""
    return redirect(url_for("attendee.page", token=attendee.token), 303)


@blueprint.post("/met")
@personal
def touch_say(attendee: Attendee) -> ResponseReturnValue:
    """Keep what they said; the button "Yes to everybody" says yes wherever nothing was said."""
    now = datetime.now(UTC)
    met = touch_services.partners_of(attendee, now) if was_guest(attendee) else []
    said = {one.person.id: _posted(one) for one in met}
    try:
        changed = touch_services.say(attendee, said, now)
    except InvalidInput as error:
        return after_page(attendee, said=said, errors={error.field: error.sentence}), 400
    agreed = touch_services.agreed_with(attendee)
    news = [gettext("Saved.") if changed else gettext("Nothing was changed.")]
    if agreed:
        news.append(
            ngettext(
                "You and %(number)s person both said yes.",
                "You and %(number)s people both said yes.",
                agreed,
            )
        )
    return redirect_saying(" ".join(news), url_for("attendee.page", token=attendee.token))


@blueprint.get("/met/cards.vcf")
@personal
def touch_cards(attendee: Attendee) -> ResponseReturnValue:
    """A card of everybody who agrees, or of the person of ``?person=``; the page without any."""
    wanted = request.args.get("person", "")
    met = [
        one
        for one in touch_services.partners_of(attendee, datetime.now(UTC))
        if one.mutual and (not wanted or str(one.person.id) == wanted)
    ]
    if not met or not was_guest(attendee):
        return redirect(url_for("attendee.page", token=attendee.token), 303)
    response = Response(vcards(map(_card, met)), content_type=FILE_TYPE)
    name = met[0].person.name if wanted else attendee.event.title
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.vcf")
    return response


def _posted(one: Met) -> TouchReply:
    answer = request.form.get(f"answer-{one.person.id}", "")
    yes = ANSWERS.get(answer, one.said.yes)
    if yes is None and "everybody" in request.form:
        yes = True
    note = request.form.get(f"note-{one.person.id}", one.said.note)
    return TouchReply(yes, note[: 20 * LONGEST_NOTE])


def _card(one: Met) -> CardOf:
    person, event = one.person, one.person.event
    note = f"{one.met_words}, {event.title}, {event.starts_at:%Y-%m-%d}."
    return CardOf(person.name, organisation_of(person), person.role, person.email or "", note)
