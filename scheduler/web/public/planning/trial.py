"""The start page: try a list without an account. The best rounds on the screen, nothing stored."""

from collections.abc import Callable

from flask import Blueprint, Response, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_limiter.errors import RateLimitExceeded
from flask_security.core import current_user
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, IntegerField, TextAreaField
from wtforms.validators import InputRequired, NumberRange

from scheduler.domain.events.setting_up import MOST_ROUNDS
from scheduler.domain.words import score as score_words
from scheduler.errors import CrosstalkError, InvalidInput
from scheduler.exports.paper.sheets import PDF_TYPE
from scheduler.models.database import reading
from scheduler.services.accounts.set_up import has_owner
from scheduler.services.planning.trial.documents import trial_csv, trial_pdf
from scheduler.services.planning.trial.lists import text_of_upload
from scheduler.services.planning.trial.rounds import Trial, TrialChoices, try_rounds
from scheduler.services.planning.trial.sample import sample_trial
from scheduler.web.access import public
from scheduler.web.app import limits
from scheduler.web.app.extensions import limiter
from scheduler.web.shared.forms import Longest, beside

blueprint = Blueprint("trial", __name__)

LONGEST_LIST = 45_000
MOST_AT_A_TABLE = 12
_TRIES = "30 per minute; 300 per hour"
_EMPTY = "Paste the list of people, or choose a file."


class TrialForm(FlaskForm):
    """The list and how the room is set; ``seating`` comes back from a page that shows rounds."""

    page_order = ("file",)
    people = TextAreaField(
        "Your list",
        description="One person a line: name, organisation, sector. A spreadsheet pastes well too.",
        validators=[Longest(LONGEST_LIST, "The list is too long: up to 300 people can be tried.")],
    )
    file = FileField("The file", description="CSV or Excel.")
    rounds = IntegerField(
        "Rounds",
        default=4,
        validators=[
            InputRequired("Enter how many rounds there are."),
            NumberRange(1, MOST_ROUNDS, f"Enter a number from 1 to {MOST_ROUNDS}."),
        ],
    )
    most = IntegerField(
        "Most at a table",
        default=5,
        validators=[
            InputRequired("Enter how many people a table takes."),
            NumberRange(2, MOST_AT_A_TABLE, f"Enter a number from 2 to {MOST_AT_A_TABLE}."),
        ],
    )
    colleagues_apart = BooleanField("Keep colleagues apart")
    seating = HiddenField(validators=[Longest(LONGEST_LIST, "Find the rounds again.")])

    def __init__(self) -> None:
        super().__init__()
        # The list is asked for, but a file may stand for it: no validator of one field says so.
        self.people.flags.required = True

    def choices(self) -> TrialChoices:
        """What was chosen, once it is valid."""
        return TrialChoices(
            self.rounds.data or 0, self.most.data or 0, bool(self.colleagues_apart.data)
        )


@blueprint.get("/")
@public
def home() -> ResponseReturnValue:
    """Organisers go to their events; others see a list solved, try their own, or sign in."""
    if current_user.is_authenticated:
        return redirect(url_for("organiser.events"))
    form = TrialForm()
    form.people.data, found = sample_trial()
    return trial_page(form, found, sample=True)


@blueprint.get("/try")
@public
def start() -> ResponseReturnValue:
    """The empty form."""
    return trial_page(TrialForm())


@blueprint.post("/try")
@public
@limiter.limit(_TRIES)
def find() -> ResponseReturnValue:
    """Show the best rounds for the list."""
    form = TrialForm()
    found = _tried(form) if form.validate() else None
    # The search is over: nothing was held of the database meanwhile.
    with reading():
        return trial_page(form, found), 200 if found else 400


@blueprint.post("/try/rounds.pdf")
@public
@limiter.limit(_TRIES)
def pdf() -> ResponseReturnValue:
    """The rounds that the page shows, on paper."""
    return _document(trial_pdf, PDF_TYPE, "rounds.pdf")


@blueprint.post("/try/rounds.csv")
@public
@limiter.limit(_TRIES)
def table() -> ResponseReturnValue:
    """The rounds that the page shows, for a spreadsheet."""
    return _document(trial_csv, "text/csv; charset=utf-8", "rounds.csv")


@blueprint.errorhandler(CSRFError)
def asked_again(_error: CSRFError) -> ResponseReturnValue:
    """The visitor's cookie is gone: the list is still there."""
    with reading():
        form = TrialForm()
        form.validate()
        form.csrf_token.errors = []
        form.form_errors.append(
            "This page was open for too long. Your list is still here: press the button again."
        )
        return trial_page(form), 400


@blueprint.errorhandler(RateLimitExceeded)
def too_often(_error: RateLimitExceeded) -> ResponseReturnValue:
    """The list is still there, and the page says when to press again."""
    with reading():
        form = TrialForm()
        form.form_errors.append(limits.try_again_sentence(kept=True))
        return trial_page(form), 429, limits.retry_header()


def trial_page(form: TrialForm, found: Trial | None = None, *, sample: bool = False) -> str:
    """The page with the form, and with rounds once there are any. ``sample``: they are those of
    people who do not exist."""
    words = {}
    if found:
        score = found.score
        what, how = score_words.meaning(score)
        words = {
            "what": what if found.counts_sectors else "different pairs of people meet,",
            "how": how,
            "proof": score_words.proof_sentence(score, found.stopped, found.seconds),
        }
    return render_template(
        "public/planning/trial.html",
        form=form,
        trial=found,
        words=words,
        sample=sample,
        has_owner=has_owner(),
    )


def _tried(form: TrialForm) -> Trial | None:
    """The rounds, or None with the reason beside a field."""
    try:
        if form.file.data:
            form.people.data = text_of_upload(form.file.data.read())
        if not (form.people.data or "").strip():
            raise InvalidInput(_EMPTY, field="people")
        return try_rounds(form.people.data or "", form.choices())
    except CrosstalkError as error:
        beside(form, error, "people" if isinstance(error, InvalidInput) else "")
        return None


def _document(make: Callable[[str, str], bytes | str], content_type: str, name: str) -> Response:
    form = TrialForm()
    if form.validate():
        try:
            content = make(form.people.data or "", form.seating.data or "")
        except CrosstalkError as error:
            beside(form, error)
        else:
            response = Response(content, content_type=content_type)
            response.headers.set("Content-Disposition", "attachment", filename=name)
            return response
    with reading():
        return make_response(trial_page(form), 400)
