"""The print page: what is wanted is chosen beside its picture, and comes as one PDF."""

import re
from datetime import UTC, datetime
from typing import Any

from flask import Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import (
    BooleanField,
    DecimalField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from scheduler.domain.paper.labels import LABEL_FORMATS, LARGEST_SHIFT, MOST_LABELS
from scheduler.domain.paper.wish import PAPERS, Wish
from scheduler.domain.states import JobKind, JobState
from scheduler.errors import InvalidInput, NotFound, RuleBroken
from scheduler.exports.paper.badges import badge_texts
from scheduler.exports.paper.seated.lists import FOR_EVERYBODY
from scheduler.exports.paper.sheets import PDF_TYPE, print_warning
from scheduler.models import Event, Job, Plan
from scheduler.services.background import jobs
from scheduler.services.paper import printing
from scheduler.services.paper.badges import badges_of
from scheduler.services.paper.prints import printed_sheets
from scheduler.services.planning.drafts.changes import changes_since
from scheduler.services.planning.plans import plan_of, plans_of, seats_of
from scheduler.services.planning.rounds.published import published_plan
from scheduler.services.planning.seating import alone_of
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.plain_form import PlainForm, whole
from scheduler.web.shared.forms import beside
from scheduler.web.shared.links import links_for
from scheduler.web.shared.numbers import number

LONGEST_ONLY = 500


def _shift(label: str) -> DecimalField:
    sentence = f"Enter a number of millimetres from -{LARGEST_SHIFT:g} to {LARGEST_SHIFT:g}."
    checks = [InputRequired(sentence), NumberRange(-LARGEST_SHIFT, LARGEST_SHIFT, sentence)]
    options = {"step": "0.1", "min": -LARGEST_SHIFT, "max": LARGEST_SHIFT, "inputmode": "decimal"}
    return DecimalField(label, validators=checks, render_kw=options, places=1)


class PrintForm(PlainForm):
    """Which papers, and how badges are placed on their sheets."""

    page_order = ("plan", "papers", "labels", "backs", "start", "only")
    papers = SelectMultipleField("Papers", choices=[(p.key, p.title) for p in PAPERS])
    labels = SelectField("Format", choices=[(each.key, each.name) for each in LABEL_FORMATS],
                         validators=[InputRequired("Choose a format.")])  # fmt: skip
    start = whole("First free label", 1, MOST_LABELS, "Counted in rows from the upper left, "
                  "for a sheet that has been begun.")  # fmt: skip
    right = _shift("Shift to the right, in mm")
    down = _shift("Shift down, in mm")
    backs = BooleanField(
        "Print the back too, the same as the front",
        description="For two-sided printing turned over the long edge; sticky labels have none.",
    )
    plan = IntegerField(widget=HiddenInput(), validators=[Optional(), NumberRange(1, 10**9 - 1)])
    only = StringField(
        "Only these numbers",
        description="To print a few again: the numbers on the badges, such as 12, 15.",
        validators=[Length(max=LONGEST_ONLY)],
    )

    def validate_only(self, field: StringField) -> None:
        """Numbers and nothing else."""
        if not re.fullmatch(r"[\d\s,;]*", field.data or ""):
            raise ValidationError("Enter numbers with commas between them.")

    def wish(self) -> Wish:
        """What was chosen. Raises InvalidInput."""
        return Wish(
            papers=tuple(self.papers.data or ()),
            labels=self.labels.data,
            start=self.start.data,
            right=float(self.right.data),
            down=float(self.down.data),
            backs=self.backs.data,
            plan=self.plan.data,
            only=tuple(int(each) for each in re.findall(r"\d{1,9}", self.only.data or "")),
        )


@blueprint.get("/events/<int:event_id>/print")
@event_organiser
def printing_page(event: Event) -> ResponseReturnValue:
    """What can be printed, as it was chosen last; and what a worker makes or has made."""
    job = jobs.latest_job(event.id, JobKind.PRINT)
    last = dict(job.arguments) if job else {"papers": ["badges"], "labels": "a6", "backs": True}
    values: dict[str, Any] = {"start": 1, "right": 0, "down": 0, "only": ()} | last
    if job and job.state != JobState.FAILED:
        values |= {"start": 1, "only": ()}
    values["only"] = ", ".join(map(str, values["only"]))
    values["plan"] = request.args.get("plan", type=number)
    return _page(event, PrintForm(None, data=values), job)


@blueprint.post("/events/<int:event_id>/print")
@event_organiser
def printing_start(event: Event) -> ResponseReturnValue:
    """Let a worker make the PDF."""
    form = PrintForm()
    if form.validate():
        try:
            wish, links = form.wish(), links_for(current_app)
            printing.request_print(event, wish, links, datetime.now(UTC))
        except InvalidInput as error:
            beside(form, error)
        else:
            there = url_for("organiser.printing_page", event_id=event.id, plan=wish.plan)
            return redirect(there, 303)
    return _page(event, form, jobs.latest_job(event.id, JobKind.PRINT)), 422


@blueprint.get("/events/<int:event_id>/print/progress")
@event_organiser
def printing_progress(event: Event) -> ResponseReturnValue:
    """How far the PDF is, asked for every second while it is made."""
    job = jobs.latest_job(event.id, JobKind.PRINT)
    return render_template("organiser/paper/_printing.html", event=event, job=job)


@blueprint.get("/events/<int:event_id>/print/<int:job_id>.pdf")
@event_organiser
def printing_pdf(event: Event, job_id: int) -> ResponseReturnValue:
    """What a worker has made."""
    response = Response(printing.file_of(event, job_id).content, mimetype=PDF_TYPE)
    response.headers["Content-Disposition"] = f'inline; filename="{event.slug}-print.pdf"'
    return response


@blueprint.get("/events/<int:event_id>/print/<paper>.png")
@event_organiser
def printing_preview(event: Event, paper: str) -> ResponseReturnValue:
    """A small picture of the first page of a paper."""
    asked = request.args
    start = asked.get("start", 1, type=number)
    try:
        plan = asked.get("plan", type=number)
        wish = Wish((paper,), asked.get("labels", "a6"), start, plan=plan)
        picture = printing.preview(event, wish, links_for(current_app), datetime.now(UTC))
    except (InvalidInput, RuleBroken) as error:
        raise NotFound(error.sentence) from error
    return Response(picture, mimetype="image/png")


def _page(event: Event, form: PrintForm, job: Job | None) -> str:
    published = published_plan(event)
    named = None if form.plan.errors else form.plan.data
    asked = plan_of(event, named) if named is not None else None
    seats = seats_of(asked) if asked else []
    return render_template(
        "organiser/paper/printing.html",
        event=event,
        form=form,
        job=job,
        papers=PAPERS,
        from_browser=("hosts", *FOR_EVERYBODY),
        asked=asked,
        plan=asked or published,
        draft=None if asked or published else _newest(event),
        changes=changes_since(event, asked, seats) if asked else None,
        alone=alone_of(seats),
        warning=print_warning(badge_texts(badges_of(event, links_for(current_app)))),
        printed=printed_sheets(event, published, datetime.now(UTC)),
    )


def _newest(event: Event) -> Plan | None:
    """The draft whose papers can be looked at before rounds are published."""
    return next((line.plan for line in plans_of(event)), None)
