"""A project that several organisations do together: what is noted of it, and in which words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from scheduler.domain.english import listed
from scheduler.domain.languages import gettext
from scheduler.domain.people.organisations import organisation_key
from scheduler.domain.states import ProjectState
from scheduler.domain.text import one_line
from scheduler.errors import InvalidInput

LONGEST: Final = 300
LONGEST_NAME: Final = 200
MOST_PARTNERS: Final = 20


@dataclass(frozen=True, slots=True)
class ProjectDraft:
    """What somebody notes of a project. ``told``: the impact report may tell it."""

    title: str
    partners: Sequence[str] = ()
    area: str = ""
    funding: str = ""
    state: ProjectState = ProjectState.PLANNED
    outcome: str = ""
    told: bool = field(default=False, kw_only=True)


def checked_project(draft: ProjectDraft) -> ProjectDraft:
    """Return the draft without blanks and doubles. Raises InvalidInput, with the field."""
    title, outcome, funding = map(one_line, (draft.title, draft.outcome, draft.funding))
    if not title:
        raise InvalidInput("Say what they do together.", field="title")
    for name, text, most in (
        ("title", title, LONGEST), ("outcome", outcome, LONGEST), ("funding", funding, LONGEST_NAME)
    ):  # fmt: skip
        if len(text) > most:
            raise InvalidInput(f"Write at most {most} characters.", field=name)
    return ProjectDraft(
        title,
        _partners(draft.partners),
        one_line(draft.area),
        funding,
        draft.state,
        outcome,
        told=draft.told,
    )


def projects_in_numbers(states: Iterable[ProjectState]) -> str:
    """Such as "1 planned, 2 under way and 1 finished"; "" for none."""
    found = list(states)
    return listed([f"{found.count(s)} {gettext(s.words)}" for s in ProjectState if s in found])


def _partners(names: Iterable[str]) -> list[str]:
    """One name for each organisation, in the spelling that came first."""
    found: dict[str, str] = {}
    for name in map(one_line, names):
        if len(name) > LONGEST_NAME:
            sentence = f"A name has at most {LONGEST_NAME} characters: write one a line."
            raise InvalidInput(sentence, field="partners")
        if name:
            found.setdefault(organisation_key(name) or name.casefold(), name)
    if len(found) > MOST_PARTNERS:
        raise InvalidInput(f"Name at most {MOST_PARTNERS} organisations.", field="partners")
    return list(found.values())
