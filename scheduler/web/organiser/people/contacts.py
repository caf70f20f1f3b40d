"""The people of a series: their list, and which of them are one person."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Series
from scheduler.services.people import contacts as contact_services
from scheduler.web.access import series_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.shared.numbers import ids_of


@blueprint.get("/series/<int:series_id>/contacts")
@series_organiser
def contacts(series: Series) -> ResponseReturnValue:
    """Everybody who ever signed up for an event of the series, and who may be one person."""
    search = request.args.get("search", "").strip()[:200]
    return render_template(
        "organiser/people/contacts/contacts.html",
        series=series,
        found=contact_services.contacts_of(series, search),
        search=search,
    )


@blueprint.get("/series/<int:series_id>/contacts/merge")
@series_organiser
def contacts_compare(series: Series) -> ResponseReturnValue:
    """The ticked people beside one another, before they become one."""
    people = contact_services.people_with(series, _ticked())
    if len(people) < 2:
        flash("Tick two people or more, then compare them.", "bad")
        return redirect(url_for("organiser.contacts", series_id=series.id), 303)
    return render_template(
        "organiser/people/contacts/contacts_compare.html", series=series, people=people
    )


@blueprint.post("/series/<int:series_id>/contacts/merge")
@series_organiser
def contacts_merge(series: Series) -> ResponseReturnValue:
    """Make the ticked people one."""
    try:
        person = contact_services.merge(series, _ticked())
        flash(
            f"{person.latest.name} is one person now. To undo it, look for the name below and "
            "press “Separate”."
        )
    except (InvalidInput, RuleBroken) as error:
        flash(error.sentence, "bad")
    return redirect(url_for("organiser.contacts", series_id=series.id), 303)


@blueprint.post("/series/<int:series_id>/contacts/<int:contact_id>/separate")
@series_organiser
def contacts_separate(series: Series, contact_id: int) -> ResponseReturnValue:
    """Undo a merge."""
    contact_services.separate(series, contact_id)
    flash("They are two people again.")
    return redirect(url_for("organiser.contacts", series_id=series.id), 303)


def _ticked() -> set[int]:
    values = request.values.getlist("contact")
    return set(ids_of(values))
