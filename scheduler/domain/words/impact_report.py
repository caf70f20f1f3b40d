"""The impact report in words: what a partner reads, and the fuller version of the organiser.

What is shared shows no number of people or organisations under five, nor one from which such a
number follows; links are counted over everybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scheduler.domain.afterwards.commitments import (
    CommitmentShare,
    promise_boxes,
    promised_title,
    tallies,
)
from scheduler.domain.afterwards.figures.impact import Step
from scheduler.domain.afterwards.figures.map_lines import MapKind
from scheduler.domain.afterwards.projects import projects_in_numbers
from scheduler.domain.afterwards.report_sentences import (
    foot,
    growth_title,
    growth_words,
    head,
    hero_words,
    kind_of_map,
    lead,
    line_words,
    map_words,
    speakers_words,
)
from scheduler.domain.afterwards.small_groups import FEWEST, kept_back_words
from scheduler.domain.afterwards.story import Promise, Story
from scheduler.domain.afterwards.telling import HAPPENED, PLANNED, Telling
from scheduler.domain.afterwards.working_groups.formed import formed_words
from scheduler.domain.languages import gettext
from scheduler.domain.states import CommitmentState
from scheduler.domain.words.impact_tables import (
    GroupRow,
    KnownOthers,
    OrganisationRow,
    ProjectRow,
    ReachRow,
    Share,
    group_rows,
    number_words,
    organisation_rows,
    project_rows,
    reach_rows,
    shares,
    spans,
)
from scheduler.domain.words.zones import day_in_year

MOST_QUOTES: Final = 6


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure and its meaning."""

    number: str
    words: str


@dataclass(frozen=True, slots=True)
class Titles:
    """What stands over the report and over those of its parts whose heading tells a figure.

    ``boxes``: what was promised, each by its kind, as it is drawn below its heading.
    """

    head: str
    growth: str
    reach: str
    promised: str
    boxes: Sequence[str]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report as it is read, on the page and on paper. Numbers are written out.

    ``tally``: kept, under way and dropped; ``grown``: how many projects are how far; ``formed``:
    the working groups that go on. Each is empty where there is nothing to be told.
    ``telling``: words that say whether people met, or were to meet (``planned``).
    ``shows_hosts``, ``shows_speakers``: whether the tables by sector and size have such a column.
    """

    body: str
    contact: str
    titles: Titles
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
    spans: Sequence[KnownOthers]
    telling: Telling
    planned: bool
    map_words: str
    map_kind: MapKind
    line_words: Sequence[str]
    tally: Sequence[CommitmentShare]
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
    return ReportPage(
        body=story.body,
        contact=story.contact,
        titles=titles(story, shared),
        title=story.title,
        series=story.series,
        shared=shared,
        hero=number_words(found.new, shared),
        hero_words=hero_words(story),
        lead=lead(story, shared),
        tiles=tiles(story, shared),
        words=own_paragraphs(story.words),
        growth=found.steps if len(found.steps) > 1 else (),
        growth_words=growth_words(found.steps),
        reach=reach_rows(story, shared),
        spans=spans(story, shared),
        telling=story.telling.spoken(),
        planned=story.telling is PLANNED,
        map_words=map_words(story),
        map_kind=kind_of_map(story),
        line_words=line_words(story),
        tally=tallies(story.promised, shared),
        promises=[(one.who, one.what, promise_state(one)) for one in story.promises],
        grown=projects_in_numbers(one.state for one in story.projects),
        projects=project_rows(story.projects),
        formed=formed_words(story.groups, shared),
        by_sector=by_sector,
        by_sent=by_sent,
        shows_hosts=any(row.hosts != kept_back_words() for row in (*by_sector, *by_sent)),
        shows_speakers=_tells_speakers(found.spoke, (*by_sector, *by_sent)),
        speakers_words=speakers_words(story, shared),
        shares=shares(story, shared),
        quotes=story.quotes[:MOST_QUOTES],
        organisations=organisation_rows(found.organisations, shared),
        foot=foot(story, shared),
    )


def titles(story: Story, shared: bool) -> Titles:
    """The headings that tell a figure, the same on the page and on paper."""
    tally, promised = tallies(story.promised, shared), sum(story.promised.values())
    return Titles(
        head(story),
        growth_title(story.impact.steps),
        _reach_title(reach_rows(story, shared), story),
        promised_title(tally[0].count if tally else None, promised),
        promise_boxes(tally, promised),
    )


def tiles(story: Story, shared: bool) -> list[Tile]:
    """The figures under the hero."""
    found, telling = story.impact, story.telling.spoken()
    absent = found.expected - found.came
    came = telling.people
    if story.telling is HAPPENED and not story.series and (not shared or absent >= FEWEST):
        came = gettext("%(people)s, of %(number)s with a place", people=came, number=found.expected)
    shown = [
        Tile(number_words(found.came, shared), came),
        Tile(f"{found.mean:.1f}", telling.mean),
    ]
    if not shared and not story.series:
        shown.append(Tile(str(found.fewest), telling.fewest))
    pairs = telling.pairs if story.series else telling.pairs_new
    return [*shown, Tile(number_words(found.first_pairs, shared), pairs)]


def _tells_speakers(spoke: int, rows: Sequence[GroupRow]) -> bool:
    return bool(spoke) and any(row.speakers != kept_back_words() for row in rows)


def _reach_title(rows: Sequence[ReachRow], story: Story) -> str:
    if story.telling is PLANNED or any(row.now_at < 1 for row in rows):
        return story.telling.spoken().reach_title
    if any(row.before_at < 1 for row in rows):
        return gettext("Everybody has a link now")
    return gettext("Everybody had a link before")


def promise_state(one: Promise) -> str:
    """Such as "Kept 8 January" or "Under way, due 1 March"."""
    state = gettext(one.state.words).capitalize()
    if one.day is None:
        return state
    day = day_in_year(one.day)
    if one.state == CommitmentState.UNDER_WAY:
        return gettext("%(state)s, due %(day)s", state=state, day=day)
    return f"{state} {day}"


def own_paragraphs(words: str) -> list[str]:
    """The organiser's own words, a paragraph each."""
    return [part.strip() for part in words.split("\n\n") if part.strip()]
