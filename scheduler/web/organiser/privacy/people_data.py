"""What is kept about a person: shown, downloaded and erased, by their email address."""

from datetime import UTC, datetime
from http import HTTPStatus

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user

from scheduler.domain.english import count
from scheduler.domain.privacy.retention import RETENTION
from scheduler.domain.words.kept import heading_of_records, told_of_record, told_of_them
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Attendee, OrganisingBody
from scheduler.services.accounts.api_keys import keys_of
from scheduler.services.events.listing import team_zone
from scheduler.services.privacy import erasing
from scheduler.services.privacy.holdings import as_data, holdings, people_at, these
from scheduler.services.privacy.records import keep, records_of
from scheduler.web.access import body_of, organiser
from scheduler.web.organiser.acting import acting
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.shared.mailing import emails, outbox_folder
from scheduler.web.shared.numbers import ids_of


@blueprint.get("/privacy")
@organiser
def privacy() -> ResponseReturnValue:
    """Look somebody up; how long what is kept; what was done."""
    return _page(body_of(current_user))


@blueprint.post("/privacy/find")
@organiser
def privacy_find() -> ResponseReturnValue:
    """Everything that is kept about the people of an address, as a page."""
    body, address = body_of(current_user), request.form.get("address", "").strip()[:300]
    try:
        people = people_at(body.id, address)
    except InvalidInput as error:
        return _page(body, address, error.sentence), HTTPStatus.BAD_REQUEST
    if not people:
        return _page(body, address, f"Nothing is kept about {address}.", found=False)
    _note_shown(body, people, "shown")
    return render_template(
        "organiser/privacy/privacy_found.html",
        address=address,
        found=holdings(people),
        told_of_them=told_of_them,
        told_of_record=told_of_record,
        heading_of_records=heading_of_records,
    )


@blueprint.post("/privacy/download")
@organiser
def privacy_download() -> ResponseReturnValue:
    """The same as JSON, for the person to take along."""
    body = body_of(current_user)
    people = these(body.id, _ticked())
    if not people:
        return _nobody_ticked()
    data = as_data(holdings(people), body.name, datetime.now(UTC))
    _note_shown(body, people, "downloaded")
    answer = current_app.json.response(data)
    answer.headers["Content-Disposition"] = 'attachment; filename="what-is-kept.json"'
    return answer


@blueprint.post("/privacy/erase")
@organiser
def privacy_erase() -> ResponseReturnValue:
    """Say what erasing the ticked sign-ups does; asked for surely, do it."""
    body, ids, now = body_of(current_user), _ticked(), datetime.now(UTC)
    if not ids:
        return _nobody_ticked()
    if "sure" not in request.form:
        ahead = erasing.effect_of_erasing(body.id, ids, now)
        keys = _programs(body)
        return render_template("organiser/privacy/privacy_erase.html", ahead=ahead, keys=keys)
    try:
        written = erasing.erase(body.id, ids, current_user, acting(), outbox_folder(), now)
    except RuleBroken as error:
        flash(error.sentence, "bad")
    else:
        told = f" {emails(written)}" if written else ""
        flash(f"Erased: {count(len(ids), 'sign-up')} and every mention of the person.{told}")
    return redirect(url_for("organiser.privacy"), 303)


def _page(
    body: OrganisingBody, address: str = "", sentence: str = "", *, found: bool = True
) -> str:
    return render_template(
        "organiser/privacy/privacy.html",
        address=address,
        error=sentence if found else "",
        nothing="" if found else sentence,
        records=records_of(body.id),
        timezone=team_zone(body.id),
        retention=RETENTION,
        keys=_programs(body),
    )


def _programs(body: OrganisingBody) -> list[str]:
    """What the keys are called with which programs can read who comes."""
    return [f"“{key.name}”" for key in keys_of(body.id)]


def _note_shown(body: OrganisingBody, people: list[Attendee], how: str) -> None:
    sentence = f"What is kept about one person was {how}: {count(len(people), 'sign-up')}."
    keep(body.id, current_user.name, sentence, datetime.now(UTC))


def _nobody_ticked() -> ResponseReturnValue:
    flash("Nobody was ticked: look the address up, then tick the sign-ups.", "bad")
    return redirect(url_for("organiser.privacy"), 303)


def _ticked() -> list[int]:
    values = request.form.getlist("person")
    return sorted(set(ids_of(values)))
