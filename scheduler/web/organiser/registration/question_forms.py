"""The form of one of the organiser's own questions."""

from typing import Any, Self

from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from scheduler.domain.people.questions.custom import KEPT_DAYS, KINDS, READERS, QuestionDraft
from scheduler.domain.people.questions.description import Kind, Reader
from scheduler.domain.words.data_use import kept_words
from scheduler.models import Question
from scheduler.web.organiser.plain_form import PlainForm
from scheduler.web.shared.edit_form import EditForm
from scheduler.web.shared.forms import strip
from scheduler.web.shared.people.controls import MultiCheckboxField


class QuestionForm(PlainForm):
    """A question, what its answers are for, who sees them and how long they are kept."""

    label = StringField(
        "Question",
        description="As people read it. Lists and exports have a column of this name.",
        filters=[strip],
        validators=[DataRequired("Enter the question."), Length(max=150)],
    )
    kind = RadioField(
        "Answer",
        choices={kind.value: words for kind, words in KINDS.items()},
        default=Kind.TEXT.value,
        validators=[InputRequired("Choose how people answer.")],
    )
    choices = TextAreaField(
        "Choices",
        description="For questions with choices: one per line, at least two.",
        filters=[strip],
        validators=[Length(max=2500)],
        render_kw={"rows": 4},
    )
    help = StringField("Help under the question", filters=[strip], validators=[Length(max=300)])
    purpose = StringField(
        "What the answers are for",
        description="People read this sentence before they answer, such as “To order enough "
        "chairs.”",
        filters=[strip],
        validators=[DataRequired("Say what the answers are for."), Length(max=300)],
    )
    seen = MultiCheckboxField(
        "Seen by, beside the organisers",
        choices={reader.value: reader.words.capitalize() for reader in READERS},
        description="Answers that hosts see are on their sheets and pages.",
    )
    kept_days = SelectField(
        "Kept until",
        choices={"": kept_words(None)} | {str(days): kept_words(days) for days in KEPT_DAYS},
        default="",
    )
    required = BooleanField(
        "People must answer", description="Nobody can sign up without. Ask for little."
    )

    def draft(self) -> QuestionDraft:
        """The validated question."""
        return QuestionDraft(
            kind=Kind(self.kind.data),
            label=self.label.data or "",
            purpose=self.purpose.data or "",
            help=self.help.data or "",
            choices=tuple((self.choices.data or "").splitlines()),
            required=bool(self.required.data),
            seen=tuple(Reader(reader) for reader in self.seen.data or ()),
            kept_days=int(self.kept_days.data) if self.kept_days.data else None,
        )


class EditQuestionForm(EditForm, QuestionForm):
    """A question that is on the form already."""

    @classmethod
    def of(cls, question: Question) -> Self:
        """The form filled with the question; what was posted goes first."""
        values: dict[str, Any] = {
            name: getattr(question, name)
            for name in ("version", "label", "kind", "help", "purpose", "seen", "required")
        }
        return cls(
            **values,
            choices="\n".join(question.choices),
            kept_days="" if question.kept_days is None else str(question.kept_days),
        )
