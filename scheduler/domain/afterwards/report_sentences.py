"""What the impact report says in sentences, in the language spoken."""

from collections.abc import Sequence

from scheduler.domain.afterwards.figures.impact import Step
from scheduler.domain.afterwards.figures.map_lines import MapKind, map_kind
from scheduler.domain.afterwards.meetings import percent
from scheduler.domain.afterwards.small_groups import FEWEST
from scheduler.domain.afterwards.story import Story
from scheduler.domain.afterwards.telling import PLANNED
from scheduler.domain.english import listed
from scheduler.domain.languages import gettext, ngettext
from scheduler.domain.words.zones import date_words, month_words


def head(story: Story) -> str:
    """What it is, with the day of the breakfast that it is of."""
    if story.series:
        return gettext("Impact report")
    day = date_words(story.impact.steps[-1].breakfast.day)
    return gettext("Impact report, %(day)s", day=day)


def lead(story: Story, shared: bool) -> str:
    """Say who sat down when, and for the organisers what was planned beside what was met."""
    told = [step for step in story.impact.steps if step.breakfast.key in story.about]
    from_where = ngettext(
        "from %(number)s organisation",
        "from %(number)s organisations",
        len(story.impact.organisations),
    )
    who = f"{_people(story.impact.came, shared)} {from_where}"
    days = [step.breakfast.day for step in told]
    when = (
        gettext("on %(day)s", day=date_words(days[0]))
        if len(days) == 1
        else ngettext(
            "at %(number)s breakfast, %(first)s to %(last)s",
            "at %(number)s breakfasts, %(first)s to %(last)s",
            len(days),
            first=date_words(days[0]),
            last=date_words(days[-1]),
        )
    )
    if story.telling is PLANNED:
        had = gettext("%(who)s had a place %(when)s.", who=who, when=when)
        unknown = gettext(
            "Nobody was checked in, so what happened is not known: all figures are those of the "
            "plan."
        )
        return f"{had} {unknown}"
    sat = gettext("%(who)s sat down together %(when)s.", who=who, when=when)
    return " ".join(filter(None, (sat, _links(story, told, shared), _counted_as_planned(told))))


def _links(story: Story, told: Sequence[Step], shared: bool) -> str:
    """How many links were made, of how many that were planned; partners read what was made."""
    planned, met = sum(s.breakfast.planned for s in told), sum(s.met for s in told)
    new = story.impact.new
    if shared and new == met:
        return ngettext(
            "%(number)s link was made, for the first time.",
            "%(number)s links were made, all of them for the first time.",
            met,
        )
    if shared:
        return ngettext(
            "%(number)s link was made, %(new)s of them for the first time.",
            "%(number)s links were made, %(new)s of them for the first time.",
            met,
            new=new,
        )
    # A plan that was changed on the morning may have been overtaken.
    share = f" ({percent(met, planned)}%)" if planned else ""
    return gettext(
        "Planned were %(planned)s links, %(met)s were made%(share)s, %(new)s of them for the first "
        "time.",
        planned=planned,
        met=met,
        share=share,
        new=gettext("all") if new == met else new,
    )


def _counted_as_planned(told: Sequence[Step]) -> str:
    """A sentence on those of several breakfasts at which nobody was checked in."""
    titles = [step.breakfast.title for step in told if not step.breakfast.checked]
    if not titles:
        return ""
    return gettext(
        "Nobody was checked in at %(events)s: the plan counts there.", events=listed(titles)
    )


def growth_title(steps: Sequence[Step]) -> str:
    """How many breakfasts made how many links."""
    return ngettext(
        "%(number)s breakfast, %(links)s new links",
        "%(number)s breakfasts, %(links)s new links",
        len(steps),
        links=f"{steps[-1].total if steps else 0:,}",
    )


def growth_words(steps: Sequence[Step]) -> str:
    """Say in a sentence what the chart of the series shows."""
    parts = [
        gettext(
            "%(month)s: %(new)s new, %(total)s in all",
            month=month_words(s.breakfast.day),
            new=s.new,
            total=s.total,
        )
        for s in steps
    ]
    return gettext("Links between sectors. %(parts)s.", parts="; ".join(parts))


def speakers_words(story: Story, shared: bool) -> str:
    """Say whose sector the table of speakers does not know; empty where it knows all."""
    spoke, placed = story.impact.spoke, story.impact.speakers_placed
    if shared or spoke == placed:
        return ""
    return ngettext(
        "%(number)s speaker stood in the agenda. Of %(unknown)s nobody knows the sector: neither "
        "they nor their organisation came under the name that the agenda gives.",
        "%(number)s speakers stood in the agenda. Of %(unknown)s nobody knows the sector: neither "
        "they nor their organisation came under the name that the agenda gives.",
        spoke,
        unknown=spoke - placed,
    )


def map_words(story: Story) -> str:
    """Say what the map shows."""
    number = len(story.impact.organisations)
    if kind_of_map(story) is MapKind.BANDS:
        circle = ngettext(
            "%(number)s organisation on a circle, each with a bar for how many it sat with, and "
            "bands between sectors with the number of pairs.",
            "%(number)s organisations on a circle, each with a bar for how many it sat with, and "
            "bands between sectors with the number of pairs.",
            number,
        )
    else:
        circle = ngettext(
            "%(number)s organisation on a circle.", "%(number)s organisations on a circle.", number
        )
        circle = f"{circle} {_together(story)}."
    return f"{circle} {gettext('The table below says the same.')}"


def _together(story: Story) -> str:
    return ngettext(
        "%(together)s: %(number)s pair of organisations",
        "%(together)s: %(number)s pairs of organisations",
        len(story.impact.lines),
        together=story.telling.spoken().together,
    )


def line_words(story: Story) -> list[str]:
    """What the lines of the map mean and how many there are, the thick ones first.

    Where bands are drawn: what a band is, and what a bar is.
    """
    lines, kind = story.impact.lines, kind_of_map(story)
    strong = sum(line.strong for line in lines)
    if kind is MapKind.BANDS:
        band = gettext("A band joins two sectors; its number says how many of them")
        return [
            f"{_together(story)}. {band}",
            gettext("The longer the bar, the more organisations this one sat with"),
        ]
    if kind is MapKind.BUNDLES:
        bundle = gettext("Lines of the same two sectors run together, with their number")
        return [f"{_together(story)}. {bundle}"]
    if strong in (0, len(lines)):
        return [_together(story)]
    thick = gettext("Met at two breakfasts or more") if story.series else gettext("New links")
    thin = gettext("Met at one") if story.series else gettext("Had met before")
    left_out = gettext(", not drawn") if kind is MapKind.STRONG else ""
    return [f"{thick}: {strong}", f"{thin}: {len(lines) - strong}{left_out}"]


def kind_of_map(story: Story) -> MapKind:
    """How the map is drawn."""
    return map_kind(len(story.impact.organisations), story.impact.lines)


def foot(story: Story, shared: bool) -> list[str]:
    """How the figures were made, and what they leave out."""
    found = [story.telling.spoken().link]
    if story.unchecked:
        found.append(
            gettext(
                "Nobody was checked in at %(events)s: everybody with a place counts as there.",
                events=listed(story.unchecked),
            )
        )
    if shared:
        found.append(
            gettext(
                "So that nobody can be recognised, no number of people or organisations under "
                "%(number)s is shown, nor one from which such a number would follow; links are "
                "counted over everybody. Organisations are named; people are not.",
                number=FEWEST,
            )
        )
    return found


def _people(number: int, shared: bool) -> str:
    if shared and number < FEWEST:
        return gettext("Under %(number)s people", number=FEWEST)
    return ngettext("%(number)s person", "%(number)s people", number)


def hero_words(story: Story) -> str:
    """The meaning of the first number."""
    planned, number = story.telling is PLANNED, len(story.impact.steps)
    if not story.series:
        return (
            gettext("new links between sectors, planned in one breakfast")
            if planned
            else gettext("new links between sectors, made in one breakfast")
        )
    if planned:
        return ngettext(
            "new links between sectors, planned at %(number)s breakfast",
            "new links between sectors, planned at %(number)s breakfasts",
            number,
        )
    return ngettext(
        "new links between sectors, made at %(number)s breakfast",
        "new links between sectors, made at %(number)s breakfasts",
        number,
    )
