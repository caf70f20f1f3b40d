"""Rounds are rated where the series asks, by who sat in them, and forgotten after a year."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from scheduler.domain.privacy.retention import RATINGS
from scheduler.models import Attendee, Event, RoundRating, Series, db
from scheduler.services.afterwards.ratings import forget_ratings, rate_rounds, rounds_to_rate
from tests.builders import NOW, make_attendee, make_plan, make_series


@pytest.fixture
def series(event: Event) -> Series:
    found = make_series(event)
    found.follows_ratings = True
    return found


@pytest.fixture
def ann(event: Event) -> Attendee:
    """Ann, who sits with Bo in the first round and alone in the second."""
    ann, bo = make_attendee(event, "Ann Lee"), make_attendee(event, "Bo Ek")
    make_plan(event, [{1: [ann, bo]}, {1: [ann], 2: [bo]}])
    return ann


def kept() -> list[tuple[int, bool]]:
    rows = db.session.execute(select(RoundRating.round, RoundRating.worth))
    return [(number, worth) for number, worth in rows]


def test_rounds_with_others_can_be_rated_and_rated_again(series: Series, ann: Attendee) -> None:
    over = ann.event.ends_at
    assert [view.number for view in rounds_to_rate(ann, over)] == [1]
    assert rate_rounds(ann, {1: True, 2: True, 9: False}, over) == 1
    assert kept() == [(1, True)]
    assert rate_rounds(ann, {1: False}, over) == 1
    assert rate_rounds(ann, {}, over) == 0
    assert kept() == [(1, False)]


def test_nobody_is_asked_where_nothing_follows_it(series: Series, ann: Attendee) -> None:
    series.follows_ratings = False
    assert rounds_to_rate(ann, NOW) == []
    assert rate_rounds(ann, {1: True}, NOW) == 0
    assert kept() == []


def test_it_goes_after_its_time(event: Event, series: Series, ann: Attendee) -> None:
    rate_rounds(ann, {1: True}, NOW)
    over = event.ends_at + RATINGS.time
    assert forget_ratings(event.body_id, RATINGS.time, over) == 0
    assert forget_ratings(event.body_id, RATINGS.time, over + timedelta(seconds=1)) == 1
    assert kept() == []
