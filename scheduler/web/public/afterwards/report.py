"""The impact report for who has its link: numbers of people under five are not shown."""

from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.languages import speaking
from scheduler.models import ImpactReport
from scheduler.services.afterwards.reports import language_of, report_at, title_of
from scheduler.web.access import secret_link
from scheduler.web.shared.afterwards.reports import report_file, report_values

blueprint = Blueprint("report", __name__, url_prefix="/report/<report_token>")


def _shared(token: str) -> dict[str, object] | None:
    report = report_at(token)
    return {"report": report} if report else None


reader = secret_link("report_token", _shared)


@blueprint.get("/", strict_slashes=False)
@reader
def page(report: ImpactReport) -> ResponseReturnValue:
    """The report, or that there is nothing to report yet, until the link is taken back."""
    with speaking(language_of(report)):
        values = report_values(report, True, datetime.now(UTC))
        if values["told"] is None:
            return render_template("public/afterwards/report_not_yet.html", title=title_of(report))
        return render_template("public/afterwards/report.html", report=report, **values)


@blueprint.get("/<any(pdf, csv):shared_file>")
@reader
def download(report: ImpactReport, shared_file: str) -> ResponseReturnValue:
    """The report as PDF, or its figures as CSV."""
    made = report_file(report, shared_file, True, datetime.now(UTC))
    return made or redirect(url_for("report.page", report_token=report.token), 303)
