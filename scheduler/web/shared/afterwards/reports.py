"""An impact report as page, PDF and CSV, for its organisers and for who has the link."""

from datetime import datetime
from typing import Any

from flask import Response
from markupsafe import Markup

from scheduler.domain.languages import speaking
from scheduler.domain.words.impact_report import ReportPage, report_page
from scheduler.exports.charts.report import drawings_of
from scheduler.exports.lists.report_csv import report_csv
from scheduler.exports.paper.report import report_pdf
from scheduler.exports.paper.sheets import PDF_TYPE
from scheduler.models import ImpactReport
from scheduler.services.afterwards.impact import story_of
from scheduler.services.afterwards.reports import language_of, logo_of


def report_values(report: ImpactReport, shared: bool, now: datetime) -> dict[str, Any]:
    """What the templates need; ``told`` is None while there is nothing to tell."""
    story = story_of(report, now)
    if story is None:
        return {"told": None}
    page = report_page(story, shared)
    drawn, growth = drawings_of(story, page)
    # Our own drawing, in which names and sentences are escaped.
    svg = {"map_svg": Markup(drawn), "growth_svg": Markup(growth)}  # noqa: S704
    return {"told": page, "styles": story.styles, "logo": logo_of(report), **svg}


def report_file(report: ImpactReport, kind: str, shared: bool, now: datetime) -> Response | None:
    """The report as a "pdf" in its language, or its figures as "csv".

    None while there is nothing to tell.
    """
    story = story_of(report, now)
    if story is None:
        return None
    page = report_page(story, shared)
    if kind == "pdf":
        logo = logo_of(report)
        picture = (logo[0].content, logo[0].words) if logo else None
        with speaking(language_of(report)):
            made = report_pdf(story, report_page(story, shared), picture)
        response = Response(made, mimetype=PDF_TYPE)
        disposition = "inline"
    else:
        response = Response(report_csv(page), content_type="text/csv; charset=utf-8")
        disposition = "attachment"
    response.headers.set("Content-Disposition", disposition, filename=_name(page, kind))
    return response


def _name(page: ReportPage, kind: str) -> str:
    return f"{page.title} - impact.{kind}"
