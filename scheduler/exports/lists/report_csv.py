"""The figures of an impact report as CSV, written as the report shows them."""

from collections.abc import Iterator, Sequence

from scheduler.domain.afterwards.telling import PLANNED
from scheduler.domain.words.impact_report import ReportPage
from scheduler.exports.lists.delimited import write_rows


def report_csv(page: ReportPage) -> str:
    """Every number of the report: what it is of, in which part, and its value."""
    rows: list[Sequence[object]] = [
        ("part", "of", "figure", "value"),
        ("report", page.title, page.hero_words, page.hero),
        *(("report", page.title, tile.words, tile.number) for tile in page.tiles),
    ]
    for step in page.growth:
        day = step.breakfast.day.isoformat()
        rows += [
            ("breakfast", day, "links planned", step.breakfast.planned),
            *[("breakfast", day, "links made", step.met)] * step.breakfast.checked,
            ("breakfast", day, "new links", step.new),
            ("breakfast", day, "new links until then", step.total),
        ]
    for reach in page.reach:
        rows += [
            ("no link to the sector", reach.sector, "organisations before", reach.before),
            ("no link to the sector", reach.sector, "organisations now", reach.now),
        ]
    rows += [("what was promised", page.title, one.state.lower(), one.words) for one in page.tally]
    rows += _project_lines(page)
    rows += [("what grew out of it", page.title, "working groups", page.formed)] * bool(page.formed)
    rows += _group_lines(page)
    rows += [("survey", share.question, "said yes", share.words) for share in page.shares]
    what = "organisations of other sectors met"
    if page.telling is PLANNED:
        what = "organisations of other sectors planned to meet"
    for organisation in page.organisations:
        rows += [
            ("organisation", organisation.name, what, organisation.met),
            ("organisation", organisation.name, "of them for the first time", organisation.first),
        ]
    return write_rows(rows)


def _group_lines(page: ReportPage) -> Iterator[Sequence[object]]:
    mean = page.telling.mean_heading.split(",")[0].lower()
    for group in (*page.by_sector, *page.by_sent):
        yield "who met how many", group.name, "people", group.people
        yield "who met how many", group.name, mean, group.mean_words
        if page.shows_hosts:
            yield "who hosted", group.name, "hosts", group.hosts
        if page.shows_speakers:
            yield "who spoke", group.name, "speakers", group.speakers


def _project_lines(page: ReportPage) -> Iterator[Sequence[object]]:
    for one in page.projects:
        told = {
            "state": one.state,
            "organisations": one.who,
            "area and funding": one.means,
            "what came of it": one.outcome,
        }
        yield from (("project", one.what, figure, words) for figure, words in told.items() if words)
