"""Partners read the report, on the page and on paper, in the language of its event."""

import pytest
import time_machine
from flask.testing import FlaskClient

from scheduler.models import Event, ImpactReport, db
from scheduler.services.afterwards.reports import begin_report, share
from scheduler.services.morning import attendance
from tests.builders import Account, make_attendee, make_event, make_plan
from tests.builders.pages import ask, page_of, said
from tests.exports.paper.sheet_cases import texts
from tests.translated import TAG, add_language, latin_words


def held(owner: Account, language: str) -> Event:
    """A breakfast of twelve who came, whose people, sectors and titles are in Georgian."""
    event = make_event(owner.body_id, language=language, title="საუზმე", place="თბილისი")
    event.body.name = "ქსელი"
    for sector in event.sectors:
        sector.name = f"სექტორი {sector.position}"
    db.session.commit()
    people = [
        make_attendee(event, f"ნინო {n}", sector.name, organisation=f"ბანკი {n // 2}")
        for n, sector in zip(range(12), event.sectors * 4, strict=False)
    ]
    make_plan(event, [{1: people[::2], 2: people[1::2]}, {1: people[::3], 2: people[1::3]}])
    for person in people:
        attendance.check_in(event, person.id, "", event.starts_at)
    return event


def shared_report(event: Event) -> ImpactReport:
    with time_machine.travel(event.ends_at, tick=False):
        report = begin_report(event)
        share(report, listed=False)
    db.session.commit()
    return report


def test_no_sentence_of_the_page_or_the_pdf_is_in_another_language(
    owner: Account, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_language(monkeypatch)
    event = held(owner, TAG)
    token = shared_report(event).token
    with time_machine.travel(event.ends_at, tick=False):
        page = ask(client, "GET", f"/report/{token}")
        pdf = ask(client, "GET", f"/report/{token}/pdf")
        ours = ask(owner.client, "GET", f"/organise/events/{event.id}/report/pdf")
    root = page_of(page).select_one("html")
    assert root is not None
    assert root["lang"] == TAG
    article = page_of(page).select_one("article.report")
    assert article is not None
    for drawing in article.select("svg"):
        assert latin_words(str(drawing.get("aria-label", ""))) == set()
    assert latin_words(said(article)) == set()
    for answer in (pdf, ours):
        words = " ".join(texts(answer.data))
        assert latin_words(words) == set()
        assert words.count("ж") > 900


def test_the_team_reads_its_own_page_in_english(owner: Account) -> None:
    event = held(owner, "cy")
    shared_report(event)
    with time_machine.travel(event.ends_at, tick=False):
        page = ask(owner.client, "GET", f"/organise/events/{event.id}/report")
    assert said(page_of(page).select_one("#gained")) == "Did everybody gain alike?"


def test_partners_read_welsh_and_gaelic_and_polish(owner: Account, client: FlaskClient) -> None:
    found = {}
    for language in ("cy", "gd", "pl"):
        event = held(owner, language)
        with time_machine.travel(event.ends_at, tick=False):
            page = ask(client, "GET", f"/report/{shared_report(event).token}")
        found[language] = said(page_of(page).select_one("#gained"))
    assert found == {
        "cy": "A gafodd pawb yr un budd?",
        "gd": "An d’fhuair a h-uile duine an aon bhuannachd?",
        "pl": "Czy wszyscy zyskali tyle samo?",
    }
