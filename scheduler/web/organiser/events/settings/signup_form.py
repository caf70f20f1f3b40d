"""The form of sign-up: when it is open, how many places, and what people are asked."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from wtforms import BooleanField, SelectField, TextAreaField, ValidationError
from wtforms.validators import Optional

from scheduler.domain.events.setting_up import MOST_PLACES, local_moment
from scheduler.domain.languages import LANGUAGES
from scheduler.domain.text import one_line
from scheduler.errors import InvalidInput
from scheduler.models import Event
from scheduler.services.events.sign_up_settings import SignUpSettings
from scheduler.web.organiser.plain_form import MomentField, PlainForm, whole
from scheduler.web.shared.edit_form import EditForm
from scheduler.web.shared.forms import strip


class SignupForm(EditForm, PlainForm):
    """When sign-up is open, how many places there are, and what people are asked."""

    page_order = (
        "opens",
        "closes",
        "capacity",
        "approval",
        "priority_areas",
        "wishes_until",
        "language",
    )
    opens = MomentField("Opens", description="Empty: open from now on.", validators=[Optional()])
    closes = MomentField(
        "Closes", description="Empty: when the event begins.", validators=[Optional()]
    )
    capacity = whole(
        "Places", 2, MOST_PLACES, "New places are offered to the waiting list straight away."
    )
    approval = BooleanField(
        "You approve each sign-up",
        description="People ask for a place and you decide; when all are taken, whoever you "
        "approve waits. Whoever has a place already keeps it.",
    )
    priority_areas = TextAreaField(
        "Priority areas",
        description="One per line, up to twelve. People choose up to three; shared ones help to "
        "decide who sits with whom.",
        filters=[strip],
    )
    prompts = TextAreaField(
        "Prompts for the tables",
        description="One per line, up to eight. They are on the hosts’ sheets, and under "
        "everybody’s rounds on the phone.",
        filters=[strip],
    )

    language = SelectField(
        "Language",
        description="For the public page and emails, until somebody picks another. What you write "
        "yourselves is not translated.",
        choices={one.tag: one.name for one in LANGUAGES.values()},
    )
    wishes_until = MomentField(
        "Ask whom people would like to meet until",
        description="Empty: nobody is asked. People name them on their own page and, for you "
        "alone, whom they would rather not sit with.",
        validators=[Optional()],
    )
    listed = BooleanField(
        "Search engines may list the public page",
        description="Otherwise only people with the link find it.",
    )

    @classmethod
    def of(cls, event: Event) -> "SignupForm":
        """The form filled with the event; what was posted goes first."""
        return cls(
            version=event.version,
            opens=_as_typed(event.signup_opens_at, event.timezone),
            closes=_as_typed(event.signup_closes_at, event.timezone),
            capacity=event.capacity,
            approval=event.approval,
            priority_areas="\n".join(event.priority_areas),
            prompts="\n".join(event.prompts),
            wishes_until=_as_typed(event.wishes_until, event.timezone),
            listed=event.listed,
            language=event.language,
        )

    def validate_priority_areas(self, field: TextAreaField) -> None:
        """Few enough, and each short enough to stand beside a tick box."""
        _check_lines(field, most=12, longest=80)

    def validate_prompts(self, field: TextAreaField) -> None:
        """Few enough, and each short enough for a sheet."""
        _check_lines(field, most=8, longest=200)

    def settings(self, timezone: str) -> SignUpSettings:
        """What the form says. Raises InvalidInput for a time that the clocks skip or show twice."""
        return SignUpSettings(
            signup_opens_at=_moment(self.opens, timezone),
            signup_closes_at=_moment(self.closes, timezone),
            wishes_until=_moment(self.wishes_until, timezone),
            capacity=self.capacity.data or 0,
            priority_areas=_lines(self.priority_areas),
            prompts=_lines(self.prompts),
            listed=bool(self.listed.data),
            language=self.language.data,
            approval=bool(self.approval.data),
        )


def _moment(field: MomentField, timezone: str) -> datetime | None:
    """The field's local time as a moment; None when empty. Raises InvalidInput."""
    if field.data is None:
        return None
    stored = field.object_data
    if stored and stored.replace(second=0, microsecond=0) == field.data.replace(
        second=0, microsecond=0
    ):
        # Untouched: the hour that comes twice in autumn says not which of the two it is.
        return stored.replace(tzinfo=ZoneInfo(timezone)).astimezone(UTC)
    try:
        return local_moment(field.data.date(), field.data.time(), timezone)
    except InvalidInput as error:
        raise InvalidInput(error.sentence, field=field.name) from error


def _as_typed(moment: datetime | None, timezone: str) -> datetime | None:
    """The local time as a browser sends it; ``fold`` tells the hour that comes twice apart."""
    return moment and moment.astimezone(ZoneInfo(timezone)).replace(tzinfo=None)


def _lines(field: TextAreaField) -> list[str]:
    """Return the lines that hold something."""
    return [line for line in map(one_line, (field.data or "").splitlines()) if line]


def _check_lines(field: TextAreaField, most: int, longest: int) -> None:
    lines = _lines(field)
    if len(lines) > most:
        raise ValidationError(f"At most {most} lines; these are {len(lines)}.")
    if too_long := next((line for line in lines if len(line) > longest), None):
        raise ValidationError(f"“{too_long[:30]}…” is longer than {longest} characters.")
