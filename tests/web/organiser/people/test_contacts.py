"""The people of a series: found, compared, merged and separated."""

from datetime import timedelta

import pytest

from scheduler.models import Event, Series
from tests.builders import Account, make_attendee, make_event, make_series
from tests.builders.pages import after, notices, page_of, places, said, texts, words


@pytest.fixture
def series(owner: Account, event: Event) -> Series:
    """Ann came to both breakfasts, with an address for each; Ben to the first."""
    starts = event.starts_at - timedelta(days=91)
    earlier = make_event(owner.body_id, starts_at=starts, ends_at=starts + timedelta(hours=2))
    make_attendee(earlier, "Ann Muir", organisation="NHS GGC")
    make_attendee(earlier, "Ben Kerr", "Private")
    make_attendee(event, "Ann Muir", organisation="N.H.S. GGC", email="am@x", email_key="am@x")
    return make_series(earlier, event)


def people(owner: Account, series: Series, search: str = "") -> list[str]:
    page = page_of(owner.client.get(f"/organise/series/{series.id}/contacts?search={search}"))
    return [said(row) for row in page.select(".people-table tbody tr")]


def test_everybody_is_listed_with_when_they_came_and_one_spelling_of_colleagues(
    owner: Account, series: Series
) -> None:
    assert people(owner, series) == [
        "Ann Muir NHS GGC Voluntary ann.muir@example.org Sep 2026",
        "Ann Muir NHS GGC Voluntary am@x Dec 2026",
        "Ben Kerr Kerr Trust Private ben.kerr@example.org Sep 2026",
    ]
    assert people(owner, series, "kerr") == people(owner, series)[2:]
    page = words(owner.client.get(f"/organise/series/{series.id}/contacts?search=zzz"))
    assert texts(page, "p") == ["None of the 3 people fits this search."]


def test_perhaps_one_person_shows_both_and_is_merged_and_undone(
    owner: Account, series: Series
) -> None:
    there = f"/organise/series/{series.id}/contacts"
    [form] = page_of(owner.client.get(there)).select("form.same-person")
    assert places(form, "ann.muir@example.org") == ["dd"]
    assert places(form, "am@x") == ["dd"]
    ids = [str(field["value"]) for field in form.select("input[name=contact]")]
    page = after(owner.client, owner.client.post(str(form["action"]), data={"contact": ids}))
    assert notices(page) == [
        "Ann Muir is one person now. To undo it, look for the name below and press “Separate”."
    ]
    [ann, _ben] = people(owner, series)
    assert ann == (
        "Ann Muir NHS GGC Voluntary am@x, ann.muir@example.org "
        "Ann Muir, NHS GGC, am@x is counted with them Separate "
        "Sep 2026 , Dec 2026"
    )
    page = owner.client.get(there)
    assert page_of(page).select("form.same-person") == []
    [undo] = page_of(page).select("form[action$=separate]")
    answer = owner.client.post(str(undo["action"]))
    assert notices(after(owner.client, answer)) == ["They are two people again."]
    assert len(people(owner, series)) == 3


def test_any_two_are_compared_before_they_become_one(owner: Account, series: Series) -> None:
    there = f"/organise/series/{series.id}/contacts"
    rows = page_of(owner.client.get(there)).select(".people-table input[name=contact]")
    ids = [str(rows[number]["value"]) for number in (1, 2)]
    page = owner.client.get(f"{there}/merge?contact={ids[0]}&contact={ids[1]}")
    assert places(page, "am@x") == ["dd"]
    assert places(page, "ben.kerr@example.org") == ["dd"]
    assert len(people(owner, series)) == 3
    owner.client.post(f"{there}/merge", data={"contact": ids})
    assert len(people(owner, series)) == 2


def test_one_alone_is_nothing_to_compare(owner: Account, series: Series) -> None:
    there = f"/organise/series/{series.id}/contacts/merge"
    assert notices(after(owner.client, owner.client.get(there))) == [
        "Tick two people or more, then compare them."
    ]
    assert notices(after(owner.client, owner.client.post(there))) == ["Tick two people or more."]


def test_two_who_were_at_one_event_stay_two(owner: Account, series: Series) -> None:
    there = f"/organise/series/{series.id}/contacts"
    rows = page_of(owner.client.get(there)).select(".people-table input[name=contact]")
    ids = [str(rows[number]["value"]) for number in (0, 2)]
    page = after(owner.client, owner.client.post(f"{there}/merge", data={"contact": ids}))
    assert notices(page) == [
        "Ben Kerr (ben.kerr@example.org) and Ann Muir (ann.muir@example.org) both "
        "have a place at Health networking breakfast of 4 September 2026. If they "
        "are one person, cancel one of the two sign-ups first."
    ]
    assert len(people(owner, series)) == 3


def test_a_series_of_nobody_says_how_people_come_there(owner: Account, event: Event) -> None:
    series = make_series(event)
    page = words(owner.client.get(f"/organise/series/{series.id}/contacts"))
    assert texts(page, "p") == [
        "Whoever signs up for an event of this series is listed here, once, with the "
        "events they came to."
    ]
