"""Two sign-ups that may be one person: both stay, are named, and never sit at one table."""

from typing import Any

import pytest

from scheduler.domain.words.checklist import ServerSetUp
from scheduler.engine.problem import pair
from scheduler.models import Attendee, Event, PairRule, db
from scheduler.services.events.overview import overview_of
from scheduler.services.people.alike import alike_at
from scheduler.services.people.listing import Filter, list_people
from scheduler.services.planning.problem import problem_for
from tests.builders import NOW, Account, make_attendee, make_people
from tests.builders.pages import words


def twice(event: Event, **second: Any) -> tuple[Attendee, Attendee]:
    """Ann Lee of the Hub, and somebody very like her."""
    make_people(event, 8)
    ann = make_attendee(event, "Ann Lee", organisation="Hub Ltd")
    values = {"organisation": "the HUB limited", "email": "a@b.org", "email_key": "a@b.org"}
    return ann, make_attendee(event, second.pop("name", "ann  LEE"), **(values | second))


def test_both_stay_and_are_named(owner: Account, event: Event) -> None:
    ann, again = twice(event)
    assert alike_at(event) == [(ann, again)]
    assert list_people(event, Filter(state="alike")).people == (ann, again)
    found = overview_of(event, NOW, ServerSetUp(site_url=True, mail_server=True))
    assert [p.sentence for p in found.warnings if p.fix == "people_alike"] == [
        "Ann Lee signed up twice, with different addresses. All stay, and the rounds keep them "
        "apart."
    ]
    page = words(owner.client.get(f"/organise/events/{event.id}/rules"))
    assert "Perhaps one person, so never at one table: Ann Lee (ann.lee@example.org)" in page


def test_the_rounds_keep_them_apart(event: Event) -> None:
    ann, again = twice(event)
    assert problem_for(event).apart == {pair(str(ann.id), str(again.id))}


@pytest.mark.parametrize(
    "second",
    [
        {"name": "Ann Leigh"},
        {"organisation": "Another trust"},
        {"organisation": "n/a"},
        {"state": "cancelled"},
    ],
    ids=str,
)
def test_who_is_somebody_else_is_not_kept_apart(event: Event, second: dict[str, str]) -> None:
    twice(event, **second)
    assert (alike_at(event), problem_for(event).apart) == ([], frozenset())


@pytest.mark.parametrize("kind", ["together", "must_meet", "wish"])
def test_a_rule_that_brings_them_together_goes_first(event: Event, kind: str) -> None:
    ann, again = twice(event)
    db.session.add(PairRule(event_id=event.id, kind=kind, a_id=ann.id, b_id=again.id))
    db.session.commit()
    assert problem_for(event).apart == frozenset()


def test_two_hosts_of_one_table_are_left_there(event: Event) -> None:
    ann, again = twice(event, host_table=1)
    ann.host_table = 1
    db.session.commit()
    assert alike_at(event) == [(ann, again)]
    assert problem_for(event).apart == frozenset()
