"""The button that favours the unconnected: on the rounds page, on the reports, and back."""

from datetime import timedelta

import pytest

from scheduler.models import Event, Series, db
from scheduler.services.afterwards.reports import begin_report
from tests.builders import Account, make_attendee, make_event, make_plan, make_series
from tests.builders.pages import ask, page_of, said, texts


@pytest.fixture
def series(event: Event, owner: Account) -> Series:
    earlier = make_event(
        owner.body_id,
        starts_at=event.starts_at - timedelta(days=400),
        ends_at=event.starts_at - timedelta(days=400) + timedelta(hours=2),
    )
    pantry = make_attendee(earlier, "Ann Lee", "Voluntary", organisation="Pantry")
    make_plan(earlier, [{1: [pantry, make_attendee(earlier, "Di Fox", "Voluntary")]}])
    begin_report(earlier)
    make_attendee(event, "Ann Lee", "Voluntary", organisation="Pantry")
    make_attendee(event, "Bob Ray", "Public", organisation="Council")
    found = make_series(earlier, event)
    begin_report(found)
    db.session.commit()
    return found


def test_favoured_on_the_rounds_page(event: Event, owner: Account, series: Series) -> None:
    there, rounds = f"/organise/series/{series.id}/favour", f"/organise/events/{event.id}/rounds"
    page = page_of(ask(owner.client, "GET", rounds))
    assert said(page.select_one("#favouring summary")) == "Who is still unconnected"
    assert texts(page, "#favouring li") == ["Pantry: nobody of Public"]
    data = {"favour": "yes", "page": "rounds", "event": event.id}
    db.session.commit()
    assert ask(owner.client, "POST", there, data=data).location == f"{rounds}#favouring"
    db.session.refresh(series)
    assert series.favours_unconnected
    page = page_of(ask(owner.client, "GET", rounds))
    assert said(page.select_one("#favouring summary")) == "Favoured: who is still unconnected"
    db.session.commit()
    back = ask(owner.client, "POST", there, data={"favour": "no"}).location
    assert back == f"/organise/series/{series.id}/report"
    db.session.refresh(series)
    assert not series.favours_unconnected


def test_the_report_leads_to_it_for_organisers_alone(owner: Account, series: Series) -> None:
    report = f"/organise/series/{series.id}/report"
    button = f'form[action="/organise/series/{series.id}/favour"] button'
    found = texts(page_of(ask(owner.client, "GET", report)), button)
    assert found == ["Favour them in the next plan"]
    assert texts(page_of(ask(owner.client, "GET", f"{report}?as=partners")), button) == []
