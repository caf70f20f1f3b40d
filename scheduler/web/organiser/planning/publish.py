"""Publishing a plan, withdrawing it and deleting a draft, each after a page that asks."""

from datetime import UTC, datetime

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user

from scheduler.domain.states import PlanState
from scheduler.domain.words.score import PlanScore, meaning
from scheduler.errors import InvalidInput
from scheduler.models import Event, Plan
from scheduler.services.planning import publishing
from scheduler.services.planning.drafts.changes import changes_since
from scheduler.services.planning.drafts.excuses import Excuse, broken_by_hand
from scheduler.services.planning.plans import plan_of, seats_of
from scheduler.services.planning.publishing import Tell, readers_of
from scheduler.services.planning.rounds.published import published_plan
from scheduler.services.planning.rounds.told import told_plan
from scheduler.services.planning.seating import alone_of
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.confirm import asked_first
from scheduler.web.organiser.messages.shown_email import shown_letter
from scheduler.web.organiser.planning.plans import PLAN, moves_of
from scheduler.web.shared.mailing import emails


@blueprint.route(PLAN + "/publish", methods=["GET", "POST"])
@event_organiser
def plan_publish(event: Event, number: int) -> ResponseReturnValue:
    """Say what publishing does; then do it."""
    found = plan_of(event, number)
    there = url_for("organiser.plan", event_id=event.id, number=number)

    def page(trouble: str = "") -> ResponseReturnValue:
        if found.state == PlanState.PUBLISHED:
            return redirect(there, 303)
        return _ask_before_publishing(event, found, trouble)

    def act() -> str:
        # A first plan concerns everybody.
        everybody = request.form.get("write_to") == Tell.EVERYBODY
        mails = publishing.publish(
            found,
            current_user,
            datetime.now(UTC),
            tell=Tell.EVERYBODY if everybody else Tell.WHO_MOVED,
            excuse=Excuse(request.form.getlist("broken"), request.form.get("why", "")),
        )
        if datetime.now(UTC) >= event.ends_at:
            return f"Plan {number} is published. The event is over, so no emails were sent."
        return f"Plan {number} is published. " + (
            emails(mails) if mails else "Nobody new to write to."
        )

    try:
        return asked_first(page, act, there)
    except InvalidInput as error:
        return make_response(page(error.sentence), 400)


def _ask_before_publishing(event: Event, found: Plan, trouble: str) -> str:
    """What publishing changes, whom it writes to and what one of them will read."""
    seats = seats_of(found)
    now = datetime.now(UTC)
    over = now >= event.ends_at
    shown = None if over else publishing.news_to_show(event, found)
    letter = publishing.preview_email(shown, now, found) if shown else None
    return render_template(
        "organiser/planning/publish/plan_publish.html",
        event=event,
        plan=found,
        over=over,
        replaces=published_plan(event),
        readers=readers_of(event, found),
        concerned=publishing.concerned(event, found),
        told_before=told_plan(event) is not None,
        changes=changes_since(event, found, seats),
        meaning=meaning(PlanScore.read(found.score)),
        sits_out=any(seat.table is None for seat in seats),
        moves=moves_of(event, found, seats),
        alone=alone_of(seats),
        broken=broken_by_hand(event, found),
        trouble=trouble,
        reader=shown.attendee.name if shown else "",
        email=shown_letter(letter) if letter else None,
    )


@blueprint.route("/events/<int:event_id>/rounds/new-times", methods=["GET", "POST"])
@event_organiser
def new_times(event: Event) -> ResponseReturnValue:
    """Say who was told other times than the published rounds have now; email them after a yes."""
    there = url_for("organiser.rounds", event_id=event.id)

    def page() -> ResponseReturnValue:
        untold = publishing.untold(event, datetime.now(UTC))
        if not untold:
            flash("Everybody has been told the rounds as they are.")
            return redirect(there, 303)
        letter = publishing.preview_email(untold[0], datetime.now(UTC))
        return render_template(
            "organiser/planning/publish/new_times.html",
            event=event,
            number=len(untold),
            reader=untold[0].attendee.name,
            email=shown_letter(letter),
        )

    def act() -> str:
        return emails(publishing.tell_new_times(event, current_user, datetime.now(UTC)))

    return asked_first(page, act, there)


@blueprint.route(PLAN + "/withdraw", methods=["GET", "POST"])
@event_organiser
def plan_withdraw(event: Event, number: int) -> ResponseReturnValue:
    """Take a published plan back after a confirmation."""
    found = plan_of(event, number)

    def page() -> ResponseReturnValue:
        return render_template(
            "organiser/planning/publish/plan_withdraw.html", event=event, plan=found
        )

    def act() -> str:
        publishing.withdraw_plan(found, current_user, datetime.now(UTC))
        return f"Plan {number} is a draft again. Attendees no longer see any rounds."

    return asked_first(page, act, url_for("organiser.plan", event_id=event.id, number=number))


@blueprint.route(PLAN + "/delete", methods=["GET", "POST"])
@event_organiser
def plan_delete(event: Event, number: int) -> ResponseReturnValue:
    """Delete a draft after a confirmation."""
    found = plan_of(event, number)

    def page() -> ResponseReturnValue:
        return render_template(
            "organiser/planning/publish/plan_delete.html",
            event=event,
            plan=found,
            score=PlanScore.read(found.score),
        )

    def act() -> str:
        publishing.delete_draft(found, current_user)
        return f"Draft {number} is deleted."

    return asked_first(page, act, url_for("organiser.rounds", event_id=event.id))
