"""The impact report for who has its link: numbers of people under five are not shown."""

from datetime import UTC, datetime

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from scheduler.models import ImpactReport
from scheduler.services.afterwards.reports import report_at
from scheduler.web.access import public
from scheduler.web.shared.afterwards.reports import report_file, report_values

blueprint = Blueprint("report", __name__, url_prefix="/report/<report_token>")


@blueprint.get("/", strict_slashes=False)
@public
def page(report_token: str) -> ResponseReturnValue:
    """The report, until the organiser takes its link back."""
    report = _report(report_token)
    values = report_values(report, True, datetime.now(UTC))
    if values["told"] is None:
        abort(404)
    return render_template("public/afterwards/report.html", report=report, **values)


@blueprint.get("/<file>")
@public
def download(report_token: str, file: str) -> ResponseReturnValue:
    """The report as PDF, or its figures as CSV."""
    if file not in ("pdf", "csv"):
        abort(404)
    return report_file(_report(report_token), file, True, datetime.now(UTC)) or abort(404)


def _report(token: str) -> ImpactReport:
    return report_at(token) or abort(404)
