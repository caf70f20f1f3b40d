"""Placements and exchanges of a series: offers and asks, pairs of them, proposing these."""

import secrets
from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.afterwards.exchanges import KINDS_TO_CHOOSE, MOST_EACH
from scheduler.domain.english import count
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Series
from scheduler.services.afterwards.exchanges import answering, lines, pairing
from scheduler.services.messages.writing import exchange_letters
from scheduler.web.access import series_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.messages.shown_email import shown_letter
from scheduler.web.shared.mailing import emails, emails_leave
from scheduler.web.shared.numbers import ids_of, number

PLACE = "/series/<int:series_id>/exchanges"


@blueprint.get(PLACE)
@series_organiser
def exchanges(series: Series) -> ResponseReturnValue:
    """What is offered and looked for, the pairs to propose, and what became of those proposed."""
    now = datetime.now(UTC)
    found = lines.open_lines(series)
    all_pairs = pairing.exchanges_of(series)
    agreed = answering.agreed_exchanges(series)
    return render_template(
        "organiser/afterwards/exchanges/exchanges.html",
        series=series,
        offers=[one for one in found if not one.asks],
        asks=[one for one in found if one.asks],
        kinds=KINDS_TO_CHOOSE,
        drafts=[one for one in all_pairs if one.proposed_at is None],
        waiting=len([one for one in pairing.still_open(all_pairs, now) if one.id not in agreed]),
        agreed=[one for one in all_pairs if one.id in agreed],
        most_each=MOST_EACH,
        chosen=request.args.get("most", 1, type=number),
    )


@blueprint.post(PLACE + "/kinds")
@series_organiser
def exchange_kinds(series: Series) -> ResponseReturnValue:
    """Keep what the organiser said each line is."""
    known = {kind.value: kind for kind in KINDS_TO_CHOOSE}
    # What was left as it was shown may have been changed by somebody else meanwhile.
    said = {
        key: known[value]
        for key, value in request.form.items()
        if value in known and request.form.get(f"shown-{key}") != value
    }
    changed = lines.say_kinds(series, said)
    flash(f"{count(changed, 'line')} changed." if changed else "Nothing was changed.")
    return _back(series)


@blueprint.post(PLACE + "/suggest")
@series_organiser
def exchanges_suggest(series: Series) -> ResponseReturnValue:
    """Make drafts of the most pairs there can be."""
    most = request.form.get("most", 0, type=number)
    try:
        found = pairing.suggest(series, most, datetime.now(UTC))
    except InvalidInput as error:
        flash(error.sentence, "bad")
        return _back(series)
    if found.pairs:
        flash(
            f"{count(found.pairs, 'pair')} suggested, the most that there can be; "
            f"{found.with_area} of them share a priority area, the most with so many pairs."
        )
    elif found.possible:
        flash(
            "No further pair fits: in each that would, one of the two gives or takes as often as "
            "you let them already."
        )
    else:
        flash("No offer fits what anybody looks for. Check the kinds, or put a pair together.")
    return _back(series, most)


@blueprint.post(PLACE + "/add")
@series_organiser
def exchange_add(series: Series) -> ResponseReturnValue:
    """Put a pair together by hand."""
    offer, ask = request.form.get("offer", ""), request.form.get("ask", "")
    try:
        pairing.put_together(series, offer, ask, datetime.now(UTC))
    except (InvalidInput, RuleBroken) as error:
        flash(f"Nothing was added. {error.sentence}", "bad")
    else:
        flash("The pair is added.")
    return _back(series)


@blueprint.post(PLACE + "/<int:exchange_id>/drop")
@series_organiser
def exchange_drop(series: Series, exchange_id: int) -> ResponseReturnValue:
    """Leave a pair out."""
    try:
        pairing.leave_out(series, exchange_id)
        flash("The pair is left out.")
    except RuleBroken as error:
        flash(error.sentence, "bad")
    return _back(series)


@blueprint.route(PLACE + "/propose", methods=["GET", "POST"])
@series_organiser
def exchanges_propose(series: Series) -> ResponseReturnValue:
    """Show the email and how many get it; once that is agreed to, write it."""
    now = datetime.now(UTC)
    if request.method == "POST":
        ids = ids_of(request.form.getlist("exchange"))
        submission = request.form.get("submission") or secrets.token_urlsafe(18)
        try:
            pairs, written = exchange_letters.propose(series, ids, submission, now)
        except RuleBroken as error:
            flash(error.sentence, "bad")
        else:
            flash(f"{count(pairs, 'exchange')} proposed. {emails(written)}")
        return _back(series)
    drafts = pairing.drafts_of(series)
    if not drafts:
        return _back(series)
    readers = pairing.people_of(drafts)
    return render_template(
        "organiser/afterwards/exchanges/exchanges_propose.html",
        series=series,
        drafts=drafts,
        readers=readers,
        email=shown_letter(exchange_letters.exchange_email(readers[0], now)),
        submission=secrets.token_urlsafe(18),
        leaves=emails_leave(),
    )


def _back(series: Series, most: int = 0) -> ResponseReturnValue:
    there = url_for("organiser.exchanges", series_id=series.id, most=most or None)
    return redirect(there, 303)
