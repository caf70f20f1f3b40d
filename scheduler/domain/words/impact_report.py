"""The impact report in words: what a partner reads, and the fuller version of the organiser.

What is shared shows no number of people or organisations under five, nor one from which such a
number follows; links are counted over everybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from scheduler.domain.afterwards.figures.impact import Step
from scheduler.domain.afterwards.figures.map_lines import MapKind, map_kind
from scheduler.domain.afterwards.meetings import percent
from scheduler.domain.afterwards.projects import projects_in_numbers
from scheduler.domain.afterwards.small_groups import FEWEST, KEPT_BACK, UNDER
from scheduler.domain.afterwards.story import Promise, Story
from scheduler.domain.afterwards.telling import HAPPENED, PLANNED, Telling
from scheduler.domain.afterwards.working_groups.told import formed_words
from scheduler.domain.english import agree, count, listed
from scheduler.domain.states import CommitmentState
from scheduler.domain.words.impact_tables import (
    GroupRow,
    OrganisationRow,
    ProjectRow,
    PromiseShare,
    ReachRow,
    Share,
    Span,
    group_rows,
    number_words,
    organisation_rows,
    project_rows,
    reach_rows,
    shares,
    spans,
    tallies,
)

MOST_QUOTES: Final = 6


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure and its meaning."""

    number: str
    words: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report as it is read, on the page and on paper. Numbers are written out.

    ``tally``: kept, under way and dropped; ``grown``: how many projects are how far; ``formed``:
    the working groups that go on. Each is empty where there is nothing to be told.
    ``telling``: words that say whether people met, or were to meet.
    ``shows_hosts``, ``shows_speakers``: whether the tables by sector and size have such a column.
    """

    body: str
    contact: str
    title: str
    series: bool
    shared: bool
    hero: str
    hero_words: str
    lead: str
    tiles: Sequence[Tile]
    words: Sequence[str]
    growth: Sequence[Step]
    growth_words: str
    reach: Sequence[ReachRow]
    spans: Sequence[Span]
    telling: Telling
    map_words: str
    map_kind: MapKind
    line_words: Sequence[str]
    tally: Sequence[PromiseShare]
    promises: Sequence[tuple[str, str, str]]
    grown: str
    projects: Sequence[ProjectRow]
    formed: str
    by_sector: Sequence[GroupRow]
    by_sent: Sequence[GroupRow]
    shows_hosts: bool
    shows_speakers: bool
    speakers_words: str
    shares: Sequence[Share]
    quotes: Sequence[str]
    organisations: Sequence[OrganisationRow]
    foot: Sequence[str]


def report_page(story: Story, shared: bool) -> ReportPage:
    """Write the report out; ``shared``: for readers who are not the organisers."""
    found = story.impact
    by_sector, by_sent = (group_rows(g, story, shared) for g in (found.by_sector, found.by_sent))
    both = [*by_sector, *by_sent]
    where = f"at {len(found.steps)} breakfasts" if story.series else "in one breakfast"
    return ReportPage(
        body=story.body,
        contact=story.contact,
        title=story.title,
        series=story.series,
        shared=shared,
        hero=number_words(found.new, shared),
        hero_words=f"new links between sectors, {story.telling.done} {where}",
        lead=lead(story, shared),
        tiles=tiles(story, shared),
        words=own_paragraphs(story.words),
        growth=found.steps if len(found.steps) > 1 else (),
        growth_words=growth_words(found.steps),
        reach=reach_rows(story, shared),
        spans=spans(story, shared),
        telling=story.telling,
        map_words=map_words(story),
        map_kind=_kind(story),
        line_words=line_words(story),
        tally=tallies(story, shared),
        promises=[(one.who, one.what, promise_state(one)) for one in story.promises],
        grown=projects_in_numbers(one.state for one in story.projects),
        projects=project_rows(story.projects),
        formed=formed_words(story.groups, shared),
        by_sector=by_sector,
        by_sent=by_sent,
        shows_hosts=any(row.hosts != KEPT_BACK for row in both),
        shows_speakers=bool(found.spoke) and any(row.speakers != KEPT_BACK for row in both),
        speakers_words=speakers_words(story, shared),
        shares=shares(story, shared),
        quotes=story.quotes[:MOST_QUOTES],
        organisations=organisation_rows(found.organisations, shared),
        foot=foot(story, shared),
    )


def lead(story: Story, shared: bool) -> str:
    """Say who sat down when, and what was planned beside what was met."""
    told = [step for step in story.impact.steps if step.breakfast.key in story.about]
    from_where = count(len(story.impact.organisations), "organisation")
    who = f"{_people(story.impact.came, shared)} from {from_where}"
    days = [step.breakfast.day for step in told]
    when = (
        f"on {_day(days[0])}"
        if len(days) == 1
        else f"at {len(days)} breakfasts, {_day(days[0])} to {_day(days[-1])}"
    )
    if story.telling is PLANNED:
        each = "the breakfast" if len(days) == 1 else "any of them"
        return (
            f"{who} had a place {when}. Nobody was checked in at {each}, so what happened is not "
            "known: all figures are those of the plan."
        )
    planned, met = sum(s.breakfast.planned for s in told), sum(s.met for s in told)
    # A plan that was changed on the morning may have been overtaken.
    share = f" ({percent(met, planned)}%)" if planned else ""
    new = "all" if story.impact.new == met else str(story.impact.new)
    return (
        f"{who} sat down together {when}. Planned were {planned} links, {met} were made{share}, "
        f"{new} of them for the first time.{_counted_as_planned(told)}"
    )


def _counted_as_planned(told: Sequence[Step]) -> str:
    """A sentence on those of several breakfasts at which nobody was checked in."""
    titles = [step.breakfast.title for step in told if not step.breakfast.checked]
    return f" Nobody was checked in at {listed(titles)}: the plan counts there." if titles else ""


def tiles(story: Story, shared: bool) -> list[Tile]:
    """The figures under the hero."""
    found, telling = story.impact, story.telling
    absent = found.expected - found.came
    of = (
        f", of {found.expected} with a place"
        if telling is HAPPENED and not story.series and (not shared or absent >= FEWEST)
        else ""
    )
    shown = [
        Tile(number_words(found.came, shared), f"{telling.people}{of}"),
        Tile(f"{found.mean:.1f}", telling.mean),
    ]
    if not shared and not story.series:
        shown.append(Tile(str(found.fewest), telling.fewest))
    new = telling.pairs + ("" if story.series else " for the first time")
    return [*shown, Tile(number_words(found.first_pairs, shared), f"pairs of organisations {new}")]


def growth_words(steps: Sequence[Step]) -> str:
    """Say in a sentence what the chart of the series shows."""
    parts = [f"{_month(s.breakfast.day)}: {s.new} new, {s.total} in all" for s in steps]
    return f"Links between sectors. {'; '.join(parts)}."


def speakers_words(story: Story, shared: bool) -> str:
    """Say whose sector the table of speakers does not know; empty where it knows all."""
    spoke, placed = story.impact.spoke, story.impact.speakers_placed
    if shared or spoke == placed:
        return ""
    return (
        f"{count(spoke, 'speaker')} stood in the agenda. Of {spoke - placed} nobody knows the "
        "sector: neither they nor their organisation came under the name that the agenda gives."
    )


def promise_state(one: Promise) -> str:
    """Such as "Kept 8 January" or "Under way, due 1 March"."""
    state = str(one.state.words).capitalize()
    if one.day is None:
        return state
    day = f"{one.day.day} {one.day:%B}"
    return f"{state}, due {day}" if one.state == CommitmentState.UNDER_WAY else f"{state} {day}"


def map_words(story: Story) -> str:
    """Say what the map shows."""
    organisations = count(len(story.impact.organisations), "organisation")
    if _kind(story) is MapKind.BANDS:
        return (
            f"{organisations} on a circle, each with a bar for how many it sat with, and bands "
            "between sectors with the number of pairs. The table below says the same."
        )
    return (
        f"{organisations} on a circle, {count(len(story.impact.lines), 'line')} between those "
        f"{story.telling.together.lower()}. The table below says the same."
    )


def line_words(story: Story) -> list[str]:
    """What the lines of the map mean and how many there are, the thick ones first.

    Where bands are drawn: what a band is, and what a bar is.
    """
    lines, kind = story.impact.lines, _kind(story)
    strong = sum(line.strong for line in lines)
    together = f"{story.telling.together}: {count(len(lines), 'pair')} of organisations"
    if kind is MapKind.BANDS:
        return [
            f"{together}. A band joins two sectors; its number says how many of them",
            "The longer the bar, the more organisations this one sat with",
        ]
    if strong in (0, len(lines)):
        return [together]
    thick = "Met at two breakfasts or more" if story.series else "Met for the first time"
    thin = "Met at one" if story.series else "Had met before"
    left_out = ", not drawn" if kind is MapKind.STRONG else ""
    return [f"{thick}: {strong}", f"{thin}: {len(lines) - strong}{left_out}"]


def _kind(story: Story) -> MapKind:
    return map_kind(len(story.impact.organisations), story.impact.lines)


def foot(story: Story, shared: bool) -> list[str]:
    """How the figures were made, and what they leave out."""
    found = [story.telling.link]
    if story.unchecked:
        many = agree(len(story.unchecked), "it", "them")
        found.append(
            f"Nobody was checked in at {listed(story.unchecked)}: everybody with a place counts "
            f"as there at {many}."
        )
    if shared:
        found.append(
            "So that nobody can be recognised, no number of people or organisations under "
            f"{FEWEST} is shown, nor one from which such a number would follow; links are counted "
            "over everybody. Organisations are named; people are not."
        )
    return found


def own_paragraphs(words: str) -> list[str]:
    """The organiser's own words, a paragraph each."""
    return [part.strip() for part in words.split("\n\n") if part.strip()]


def _people(number: int, shared: bool) -> str:
    if shared and number < FEWEST:
        return f"{UNDER} people".capitalize()
    return count(number, "person", "people")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _month(day: date) -> str:
    return f"{day:%b %Y}"
