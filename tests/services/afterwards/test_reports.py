"""A report is begun once, shared by a link, and its later link is another."""

import pytest

from scheduler.errors import InvalidInput
from scheduler.models import Event
from scheduler.services.afterwards.reports import (
    LONGEST,
    begin_report,
    end_report_link,
    public_reports,
    report_at,
    share,
    title_of,
    write_words,
)
from tests.builders import make_series


def test_a_report_is_begun_once_and_nobody_can_read_it_yet(event: Event) -> None:
    report = begin_report(event)
    assert begin_report(event).id == report.id
    assert (report.token, report.listed, title_of(report)) == (None, False, event.title)


def test_the_reports_of_an_event_and_its_series_are_public_apart(event: Event) -> None:
    series = make_series(event)
    own, whole = begin_report(event), begin_report(series)
    share(own, listed=False)
    share(whole, listed=True)
    assert public_reports(event) == [whole]
    assert title_of(whole) == series.name
    share(own, listed=True)
    assert public_reports(event) == [own, whole]


def test_an_ended_link_never_works_again(event: Event) -> None:
    report = begin_report(event)
    share(report, listed=True)
    token = report.token or ""
    assert report_at(token) == report
    end_report_link(report)
    assert (report_at(token), public_reports(event)) == (None, [])
    share(report, listed=False)
    assert report.token not in (None, token)


def test_words_that_are_too_long_are_refused(event: Event) -> None:
    report = begin_report(event)
    with pytest.raises(InvalidInput):
        write_words(report, "x" * (LONGEST + 1))
    write_words(report, " One.\r\n\r\nTwo. ")
    assert report.words == "One.\n\nTwo."
