"""Paper: the sheets of a plan as PDF files and as pages for the browser's own print."""

from collections.abc import Callable, Container
from datetime import UTC, datetime
from typing import Any

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from scheduler.domain.languages import speak, speaking
from scheduler.domain.paper.out_of_date import KINDS
from scheduler.domain.paper.sheet_data import EventSheets
from scheduler.exports.paper import sheets as paper
from scheduler.exports.paper.seated.hosts import host_words
from scheduler.exports.paper.seated.lists import FOR_EVERYBODY
from scheduler.exports.paper.seated.words import day_on_lists, time_words, version_words
from scheduler.models import Event
from scheduler.services.paper.prints import note_print
from scheduler.services.paper.sheet_pages import HostPage, host_pages, round_pages, wall_rows
from scheduler.services.paper.sheets import sheets_by_clock
from scheduler.services.planning.plans import plan_of
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.planning.plans import PLAN
from scheduler.web.shared.numbers import number as whole

PDFS: dict[str, Callable[[EventSheets], bytes]] = {
    "all": paper.round_sheets_pdf,
    "hosts": paper.host_sheets_pdf,
    "rounds": paper.round_lists_pdf,
    "wall": paper.wall_list_pdf,
}


@blueprint.get(PLAN + "/sheets")
@event_organiser
def sheets(event: Event, number: int) -> ResponseReturnValue:
    """What can be printed of a plan stands with every other paper."""
    found = plan_of(event, number)
    return redirect(url_for("organiser.printing_page", event_id=event.id, plan=found.number))


@blueprint.get(PLAN + "/sheets/<kind>.pdf")
@event_organiser
def sheets_pdf(event: Event, number: int, kind: str) -> ResponseReturnValue:
    """The sheets of one kind, or all of them, as one PDF."""
    make = PDFS.get(kind) or abort(404)
    data = sheets_by_clock(event, plan_of(event, number), datetime.now(UTC))
    tables = _tables()
    content = paper.host_sheets_pdf(data, tables) if kind == "hosts" and tables else make(data)
    response = Response(content, mimetype=paper.PDF_TYPE)
    name = f"{event.slug}-plan-{number}-{kind}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@blueprint.post(PLAN + "/sheets/<kind>.pdf")
@event_organiser
def sheets_printed(event: Event, number: int, kind: str) -> ResponseReturnValue:
    """Remember what is printed, and lead to the file."""
    return _printed(event, number, kind, PDFS, "sheets_pdf")


@blueprint.post(PLAN + "/print/<kind>")
@event_organiser
def page_printed(event: Event, number: int, kind: str) -> ResponseReturnValue:
    """Remember what is printed from the browser, and lead to the page."""
    return _printed(event, number, kind, KINDS, "sheets_page")


@blueprint.get(PLAN + "/print/<kind>")
@event_organiser
def sheets_page(event: Event, number: int, kind: str) -> ResponseReturnValue:
    """The sheets of one kind as a page made for paper."""
    found = plan_of(event, number)
    data = sheets_by_clock(event, found, datetime.now(UTC))
    values = {"event": event, "plan": found, "data": data}
    if kind == "hosts":
        pages = [_host_sheet(data, page) for page in host_pages(data, _tables())]
        return render_template("organiser/paper/sheet_hosts.html", sheets=pages, **values)
    if kind not in FOR_EVERYBODY:
        abort(404)
    speak(data.language)
    values |= _said(data)
    if kind == "rounds":
        return render_template(
            "organiser/paper/sheet_rounds.html", pages=round_pages(data), **values
        )
    return render_template("organiser/paper/sheet_wall.html", rows=wall_rows(data), **values)


def _said(data: EventSheets) -> dict[str, Any]:
    """What sheets say in the language spoken."""
    return {
        "when": day_on_lists(data),
        "version": version_words(data),
        "time_words": time_words,
    }


def _host_sheet(data: EventSheets, page: HostPage) -> Markup:
    """One table's sheet, in the language of its hosts."""
    with speaking(page.language):
        return Markup(  # noqa: S704 -- a template that escapes what was typed
            render_template(
                "organiser/paper/_host_sheet.html",
                data=data,
                page=page,
                words=host_words(),
                **_said(data),
            )
        )


def _printed(
    event: Event, number: int, kind: str, kinds: Container[str], endpoint: str
) -> ResponseReturnValue:
    """Remember what is printed, if it is one of ``kinds``, and lead to it."""
    if kind not in kinds:
        abort(404)
    note_print(event, plan_of(event, number), kind, datetime.now(UTC), _tables())
    there = url_for(
        f"organiser.{endpoint}",
        event_id=event.id,
        number=number,
        kind=kind,
        tables=request.args.get("tables"),
    )
    return redirect(there, 303)


def _tables() -> list[int]:
    """The tables whose host sheets are wanted alone, such as ``?tables=2,5``; mostly none."""
    try:
        return [whole(each) for each in request.args.get("tables", "").split(",") if each]
    except ValueError:
        abort(404)
