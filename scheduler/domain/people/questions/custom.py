"""The organiser's own questions: what may be asked, and each as a field of a person."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from scheduler.domain.people.import_headings import heading_words, known_headings
from scheduler.domain.people.questions.description import (
    AskedField,
    Entered,
    FormPart,
    Kind,
    OnSheet,
    PersonField,
    Reader,
)
from scheduler.domain.text import one_line
from scheduler.errors import InvalidInput

KINDS: Final = {
    Kind.TEXT: "A text",
    Kind.CHOICE: "One of several choices",
    Kind.SEVERAL: "Any of several choices",
    Kind.CONSENT: "A box to tick, such as an agreement",
}
"""What can be asked for, in words."""
KEPT_DAYS: Final = (1, 30, 90, 365)
"""How long after the event answers may be kept; None: as long as names are."""
READERS: Final = (Reader.HOSTS,)
"""Who may be let see answers beside the organisers."""
MOST: Final = 12
MOST_CHOICES: Final = 20
LONGEST_CHOICE: Final = 100
LONGEST_ANSWER: Final = 1000


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """A question as the organiser writes it."""

    kind: Kind
    label: str
    purpose: str
    help: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    seen: tuple[Reader, ...] = ()
    kept_days: int | None = None


def checked_question(draft: QuestionDraft, others: Collection[str]) -> QuestionDraft:
    """Return the question tidied. ``others``: the labels of the event's other questions.

    Raises InvalidInput with its field for what is missing, for choices that are too few or too
    long, and for a label that a list of people could not tell from another column.
    """
    choices = dict.fromkeys(line for text in draft.choices if (line := one_line(text)))
    tidy = replace(
        draft,
        label=one_line(draft.label),
        purpose=one_line(draft.purpose),
        help=one_line(draft.help),
        choices=tuple(choices) if draft.kind in (Kind.CHOICE, Kind.SEVERAL) else (),
    )
    _check_label(tidy.label, others)
    if not tidy.purpose:
        raise InvalidInput("Say what the answers are for: people read it.", field="purpose")
    if draft.kind in (Kind.CHOICE, Kind.SEVERAL):
        _check_choices(tidy.choices)
    if tidy.kept_days is not None and tidy.kept_days not in KEPT_DAYS:
        raise InvalidInput("Choose from the list how long answers are kept.", field="kept_days")
    return tidy


def field_name(question_id: int) -> str:
    """Return the name under which forms and lists know a question."""
    return f"question_{question_id}"


@lru_cache(maxsize=512)
def as_field(question_id: int, draft: QuestionDraft) -> PersonField:
    """Return the question as a field of a person, which forms, lists and sheets are made from."""
    rows = 2 if draft.kind is Kind.TEXT else 1
    missing = "Tick this to sign up." if draft.kind is Kind.CONSENT else f"Answer: {draft.label}"
    said = draft.label.replace("{", "{{").replace("}", "}}")
    return PersonField(
        name=field_name(question_id),
        label=draft.label,
        called=heading_words(draft.label),
        kind=draft.kind,
        longest=LONGEST_ANSWER,
        purpose=draft.purpose,
        seen=(Reader.ORGANISERS, *draft.seen),
        asked=AskedField(draft.label, draft.help, missing if draft.required else "", rows=rows),
        entered=Entered(FormPart.ANSWERS, help=draft.help, rows=rows),
        sheet=OnSheet(f"{said}: {{}}", draft.label) if Reader.HOSTS in draft.seen else None,
        choices=draft.choices,
        kept_days=draft.kept_days,
    )


def _check_label(label: str, others: Collection[str]) -> None:
    if not label:
        raise InvalidInput("Enter the question.", field="label")
    words = heading_words(label)
    if not words:
        raise InvalidInput("Enter a question in letters.", field="label")
    if words in known_headings():
        raise InvalidInput(
            "The form has a field of this name: switch that on instead, or ask in other words.",
            field="label",
        )
    if words in {heading_words(other) for other in others}:
        raise InvalidInput("Another question of this form is called the same.", field="label")


def _check_choices(choices: tuple[str, ...]) -> None:
    if len(choices) < 2:
        raise InvalidInput("Enter at least two choices, each on a line.", field="choices")
    if len(choices) > MOST_CHOICES:
        raise InvalidInput(
            f"At most {MOST_CHOICES} choices; these are {len(choices)}.", field="choices"
        )
    if long := next((one for one in choices if len(one) > LONGEST_CHOICE), None):
        raise InvalidInput(
            f"“{long[:30]}…” is longer than {LONGEST_CHOICE} characters.", field="choices"
        )
    if bad := next((one for one in choices if set(one) & set(";|")), None):
        # Lists of people part several choices in a cell by these.
        raise InvalidInput(f"“{bad}” holds a semicolon or a bar: leave it out.", field="choices")
