"""The two drawings of an impact report."""

from collections.abc import Callable

from scheduler.domain.afterwards.story import Story
from scheduler.domain.words.impact_report import ReportPage
from scheduler.domain.words.zones import month_words
from scheduler.exports.charts.growth import Bar, growth_chart
from scheduler.exports.charts.network_map import Node, network_map


def drawings_of(
    story: Story, page: ReportPage, letters: Callable[[str], str] = str
) -> tuple[str, str]:
    """Return the map and the growth of the series as SVG; "" where there is nothing to draw.

    In what is shared all organisations are drawn alike: how many came is not told. ``letters``
    makes a name fit for where it is drawn.
    """
    most = max((one.people for one in story.impact.organisations), default=1)
    nodes = [
        Node(
            letters(one.name),
            story.styles.get(one.sector, 0),
            0.6 if page.shared else one.people / most,
            letters(one.sector) if one.sector else "",
        )
        for one in story.impact.organisations
    ]
    drawn = network_map(nodes, story.impact.lines, page.map_words, page.shared) if nodes else ""
    bars = [
        Bar(
            month_words(step.breakfast.day),
            step.total,
            step.new,
            f"{step.total:,}",
            f"+{step.new:,}",
            step.breakfast.key in story.about,
        )
        for step in page.growth
    ]
    return drawn, growth_chart(bars, page.growth_words) if bars else ""
