"""The tables of the impact report: reach, groups, survey, organisations.

What is shared shows no number of people or organisations under five, nor one from which such a
number follows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scheduler.domain.afterwards.figures.impact import GroupImpact, Organisation
from scheduler.domain.afterwards.meetings import percent
from scheduler.domain.afterwards.small_groups import (
    FEWEST,
    kept_back,
    kept_back_words,
    public_number,
    under_words,
)
from scheduler.domain.afterwards.story import Story, ToldProject
from scheduler.domain.afterwards.survey import Counted, SurveyAnswer, as_asked
from scheduler.domain.languages import gettext

MOST_SPANS: Final = 9


@dataclass(frozen=True, slots=True)
class ReachRow:
    """How many organisations outside a sector had no link into it before, and have none now.

    ``of``: how many are outside it. ``then``: what "before" means. ``unconnected``: their names,
    for the organisers alone. ``before_at`` and ``now_at``: which share had a link, and has one, as
    it is drawn; ``words``: from what to what.
    """

    sector: str
    of: int
    before: str
    now: str
    then: str
    unconnected: Sequence[str]
    before_at: float
    now_at: float
    words: tuple[str, str]


@dataclass(frozen=True, slots=True)
class KnownOthers:
    """An organisation, and how many others it knew before and by now; ``most``: the scale."""

    name: str
    sector: str
    before: int
    now: int
    before_words: str
    now_words: str
    most: int


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A line of the table of who met how many; ``mean`` None where the group is too small.

    ``hosts`` and ``speakers`` may say that the number is not shown.
    """

    name: str
    sector: str
    people: str
    mean: float | None
    mean_words: str
    fewest: str
    hosts: str
    speakers: str


@dataclass(frozen=True, slots=True)
class Share:
    """One question with the share of those who said yes; ``percent`` None where it is kept back."""

    question: str
    percent: int | None
    number: str
    words: str


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project: what, who, its area and who pays, and how far it is. Each but ``what`` and
    ``state`` may be empty."""

    what: str
    outcome: str
    who: str
    means: str
    state: str


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """A line of the map as a table."""

    name: str
    sector: str
    people: str
    met: str
    first: str


def reach_rows(story: Story, shared: bool) -> list[ReachRow]:
    """A line for each sector that organisations of others came with."""
    # Who had met elsewhere is not known here.
    then = (
        gettext("In our records, before the series")
        if story.series
        else gettext("In our records, before this breakfast")
    )
    rows = []
    for one in story.impact.reach:
        before_number = one.others if story.series else one.before
        if not one.others or (shared and before_number < FEWEST):
            continue
        before, now = (_left(n, shared) for n in (before_number, len(one.now)))
        rows.append(
            ReachRow(
                sector=one.sector,
                of=one.others,
                before=before,
                now=now,
                then=then,
                unconnected=() if shared else one.now,
                before_at=_linked(before_number, one.others, shared),
                now_at=_linked(len(one.now), one.others, shared),
                words=_from_to(before, one.others, now)
                if before_number
                else ("", gettext("all had one")),
            )
        )
    return rows


def _from_to(before: str, others: int, now: str) -> tuple[str, str]:
    return gettext("%(number)s of %(total)s", number=before, total=others), now


def _linked(without: int, others: int, shared: bool) -> float:
    """The share that has a link, which a small number cannot be read from."""
    drawn = FEWEST - 1 if shared and 0 < without < FEWEST else without
    return 1 - min(drawn, others) / others


def _left(number: int, shared: bool) -> str:
    """How many are left. That none is tells of everybody, and not of a few."""
    return number_words(number, shared) if number else gettext("none")


def spans(story: Story, shared: bool) -> list[KnownOthers]:
    """The organisations that were the least connected before, and how far each has come.

    None at an organiser's first breakfast: all came from nothing that is known.
    """
    if len(story.impact.steps) == 1:
        return []
    rows = sorted(story.impact.organisations, key=lambda one: (one.before, -one.now, one.name))
    rows = [one for one in rows if one.now and not (shared and _gives_away(one))][:MOST_SPANS]
    most = max((one.now for one in rows), default=1)
    return [
        KnownOthers(
            one.name, one.sector, one.before, one.now, _left(one.before, shared), str(one.now), most
        )
        for one in rows
    ]  # fmt: skip


def _gives_away(one: Organisation) -> bool:
    """Whether a small number is among what it knew before, met, met for the first time and knows
    now, or follows from these; that it knew none is none."""
    numbers = (one.now, one.before, one.now - one.before, one.met - one.first)
    return any(0 < number < FEWEST for number in numbers)


def group_rows(groups: Sequence[GroupImpact], story: Story, shared: bool) -> list[GroupRow]:
    """The lines of who met how many. What is shared leaves small groups out, and what one of them
    could be worked out from."""
    away, no_hosts, no_speakers = _hidden(groups) if shared else ([False] * len(groups),) * 3
    return [
        GroupRow(
            one.name if one.name in story.styles else gettext(one.name),
            one.name if one.name in story.styles else "",
            kept_back_words() if hidden else str(one.people),
            None if hidden else one.mean,
            kept_back_words() if hidden else f"{one.mean:.1f}",
            str(one.fewest),
            kept_back_words() if hosts else str(one.hosts),
            kept_back_words() if speakers else str(one.speakers),
        )
        for one, hidden, hosts, speakers in zip(groups, away, no_hosts, no_speakers, strict=True)
    ]


def _hidden(groups: Sequence[GroupImpact]) -> tuple[list[bool], list[bool], list[bool]]:
    """Which numbers of people, hosts and speakers are not shown to others."""
    away = kept_back([one.people for one in groups])
    hosts = kept_back([one.hosts for one in groups], away)
    return away, hosts, kept_back([one.speakers for one in groups], away)


def shares(story: Story, shared: bool) -> list[Share]:
    """What was said yes to, with how many answered."""
    return [_share(one, shared) for one in story.questions if one.of]


def _share(one: Counted, shared: bool) -> Share:
    yes, of, question = one.numbers[SurveyAnswer.YES], one.of, as_asked(one.question)
    if not shared:
        return Share(question, percent(yes, of), f"{percent(yes, of)}%", _said_yes(yes, of))
    if of < 2 * FEWEST:
        return Share(question, None, "–", gettext("Too few answered to show it."))
    if yes < FEWEST:
        return Share(question, None, "–", _said_yes(under_words(), of))
    if of - yes < FEWEST:
        # How many said otherwise would follow: only that it was nearly everybody.
        least = of - FEWEST + 1
        part = percent(least, of)
        return Share(question, part, f"{part}%+", _said_yes(f"{least}+", of))
    return Share(question, percent(yes, of), f"{percent(yes, of)}%", _said_yes(yes, of))


def _said_yes(yes: int | str, of: int) -> str:
    return gettext("%(yes)s of %(of)s who answered said yes", yes=yes, of=of)


def project_rows(projects: Sequence[ToldProject]) -> list[ProjectRow]:
    """The projects that may be told."""
    return [
        ProjectRow(
            one.title,
            one.outcome,
            ", ".join(one.partners),
            ". ".join(part for part in (one.area, one.funding) if part),
            gettext(one.state.words).capitalize(),
        )
        for one in projects
    ]


def organisation_rows(rows: Sequence[Organisation], shared: bool) -> list[OrganisationRow]:
    """The map as a table, in the order of its numbers."""
    return [
        OrganisationRow(
            one.name,
            one.sector,
            str(one.people),
            number_words(one.met, shared),
            kept_back_words()
            if shared and FEWEST > one.met - one.first > 0
            else number_words(one.first, shared),
        )
        for one in rows
    ]


def number_words(number: int, shared: bool) -> str:
    """The number; in what is shared, "under 5" for a small one."""
    return public_number(number) if shared else str(number)
