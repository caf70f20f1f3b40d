"""A survey of one minute: a few questions with the same answers, and one to think about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from scheduler.domain.afterwards.meetings import percent
from scheduler.domain.languages import gettext, marked

LONGEST_QUESTION: Final = 200
LONGEST_WORDS: Final = 1000
QUESTIONS: Final = (
    marked("Did you meet somebody whom you would not have met otherwise?"),
    marked("Will you work with somebody you met?"),
    marked("Would you come again?"),
)
"""What is proposed to be asked; pages, report, lists and counts follow the list of each event."""
REFLECTION: Final = marked("What will you do differently?")
SUBJECT: Final = "{event}: what was it like?"
WORDS: Final = (
    "Thank you for coming to {event}.\n\n"
    "On your page there are a few questions and one to think about. It takes a minute, and your "
    "answers are kept without your name."
)
"""What the organiser is proposed to write to those who came."""


class SurveyAnswer(StrEnum):
    """What may be answered to a question."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"

    @property
    def offered(self) -> str:
        """The answer as a form offers it."""
        return gettext(_OFFERED[self])


_OFFERED: Final = {
    SurveyAnswer.YES: marked("Yes"),
    SurveyAnswer.PARTLY: marked("Partly"),
    SurveyAnswer.NO: marked("No"),
}


def as_asked(question: str) -> str:
    """Return one of our own questions in the language spoken; an organiser's as it was written."""
    return gettext(question) if question in (*QUESTIONS, REFLECTION) else question


def question_field(number: int) -> str:
    """The name of a question in forms and in refusals; ``number`` counts from 1."""
    return f"question_{number}"


@dataclass(frozen=True, slots=True)
class Counted:
    """The answers to one question. ``of`` is how many answered it."""

    question: str
    numbers: dict[SurveyAnswer, int]

    @property
    def of(self) -> int:
        """How many people answered the question."""
        return sum(self.numbers.values())

    def words(self, answer: SurveyAnswer) -> str:
        """Such as "27 of 31 (87%)"."""
        number = self.numbers[answer]
        return f"{number} of {self.of} ({percent(number, self.of)}%)"


def counted(questions: Sequence[str], replies: Iterable[Sequence[str]]) -> list[Counted]:
    """Count the answers to each question; one that somebody left out is not counted for them.

    Nor is a question that was not asked yet when they replied.
    """
    given = list(replies)
    answers = [
        [reply[place] for reply in given if place < len(reply)] for place in range(len(questions))
    ]
    return [
        Counted(question, {answer: theirs.count(answer) for answer in SurveyAnswer})
        for question, theirs in zip(questions, answers, strict=True)
    ]
