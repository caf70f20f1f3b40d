"""The waiting list: who has an offer, who is next and why not yet, and how places go to it."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.validators import Optional

from scheduler.domain.events.setting_up import MOST_PLACES, local_moment
from scheduler.domain.registration.waiting_list import MOST_OFFER_HOURS, who_moves_up
from scheduler.errors import InvalidInput
from scheduler.models import Attendee, Event
from scheduler.services.events import waiting_list_settings as services
from scheduler.services.registration.waiting_list import queue_of, reasons, still_held
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.plain_form import MomentField, PlainForm, whole
from scheduler.web.shared.edit_form import EditForm, as_stored
from scheduler.web.shared.forms import beside
from scheduler.web.shared.mailing import emails, emails_ahead

MOST_NAMED = 12
"""How many people a question names before it counts the rest."""
HELD = "held_"


class WaitingListForm(EditForm, PlainForm):
    """How places go to the waiting list; a field for each sector's held places is added."""

    page_order = (..., "held_until")
    offer_hours = whole(
        "Hours that an offer stands", 1, MOST_OFFER_HOURS,
        "Empty: a free place is given to the next person at once. An offer never takes more than "
        "half of the time that is left.", required=False,
    )  # fmt: skip
    held_until = MomentField(
        "Held until",
        description="Then the places that are still held go to whoever is next.",
        validators=[Optional()],
    )

    @classmethod
    def of(cls, event: Event) -> "WaitingListForm":
        """The form filled with the event; what was posted goes first."""
        fields: dict[str, Any] = {
            f"{HELD}{sector.id}": whole(
                f"Places held for {sector.name}", 0, MOST_PLACES, required=False
            )
            for sector in event.sectors
        }
        values = {f"{HELD}{sector.id}": sector.held or None for sector in event.sectors}
        until = event.held_until and event.held_until.astimezone(ZoneInfo(event.timezone))
        form = type("EventWaitingListForm", (cls,), fields)
        return form(
            version=event.version, offer_hours=event.offer_hours, held_until=until, **values
        )

    def settings(self, event: Event) -> services.WaitingListSettings:
        """What was typed. Raises InvalidInput for a time that does not exist."""
        typed = self.held_until.data
        until = local_moment(typed.date(), typed.time(), event.timezone) if typed else None
        held = {s.id: self[f"{HELD}{s.id}"].data or 0 for s in event.sectors}
        return services.WaitingListSettings(self.offer_hours.data, until, held)


@blueprint.route("/events/<int:event_id>/waiting-list", methods=["GET", "POST"])
@event_organiser
def waiting_list(event: Event) -> ResponseReturnValue:
    """Who waits and who has an offer; change the settings after saying who would get what."""
    event, now = as_stored(event), datetime.now(UTC)
    form, sure = WaitingListForm.of(event), request.form.get("sure", "")
    if form.validate_on_submit() and sure != "no":
        try:
            settings = form.settings(event)
            moving = services.would_get_places(event, settings, now)
            if moving and sure == "":
                return _ask(event, form, moving)
            written = services.save_waiting_list(event, settings, now)
        except InvalidInput as error:
            beside(form, error)
        else:
            sentence = f" {emails(written)}" if written else ""
            flash(f"The waiting list’s settings are saved.{form.others_note}{sentence}")
            return redirect(url_for("organiser.waiting_list", event_id=event.id), 303)
    page = render_template(
        "organiser/events/settings/waiting_list.html",
        event=event,
        form=form,
        held_fields=[form[f"{HELD}{sector.id}"] for sector in event.sectors],
        offered=services.offered_of(event),
        queue=queue_of(event),
        reasons=reasons(event, now),
        held=still_held(event, now),
    )
    return page, 400 if form.errors else 200


def would_move(moving: list[Attendee], hours: int | None) -> str:
    """Say who gets what and how many emails leave."""
    mailed = sum(person.email is not None for person in moving)
    who = who_moves_up(moving, hours, MOST_NAMED)
    return f"From the waiting list, {who}. {emails_ahead(mailed)}"


def _ask(event: Event, form: WaitingListForm, moving: list[Attendee]) -> ResponseReturnValue:
    return render_template(
        "organiser/events/settings/signup_confirm.html",
        event=event,
        form=form,
        questions=[would_move(moving, form.offer_hours.data)],
    )
