"""One organisation is read in one spelling, on every page and on paper."""

import pytest

from scheduler.domain.messages.links import Links
from scheduler.models import Attendee, Event
from scheduler.services.morning.desk.guests import guests_of
from scheduler.services.paper.badges import badges_of
from scheduler.services.paper.papers import papers_of
from scheduler.services.paper.sheets import sheets_for
from scheduler.services.people.organisations import spellings_at
from scheduler.services.planning.rounds.personal_rounds import personal_rounds
from tests.builders import NOW, make_attendee, make_plan

LOUD, QUIET = "CART VALLEY CREDIT UNION", "Cart Valley Credit Union"


@pytest.fixture
def three(event: Event) -> list[Attendee]:
    """Ann and Bob wrote their organisation in capitals, Cy did not."""
    return [
        make_attendee(event, name, organisation=organisation)
        for name, organisation in (("Ann Lee", LOUD), ("Bob Ray", LOUD), ("Cy Poe", QUIET))
    ]


def test_everybody_reads_the_one_spelling(event: Event, three: list[Attendee]) -> None:
    plan = make_plan(event, [{1: three}])
    rounds = personal_rounds(three[2])
    assert [one.organisation for one in rounds[0].companions] == [QUIET, QUIET]
    links = Links("https://example.org")
    assert [badge.organisation for badge in badges_of(event, links)] == [QUIET] * 3
    assert [row.organisation for row in papers_of(event, "").rows] == [QUIET] * 3
    assert [person.organisation for person in sheets_for(event, plan, NOW).people] == [QUIET] * 3
    assert [guest.organisation for guest in guests_of(event, NOW).guests] == [QUIET] * 3
    assert [person.organisation for person in three] == [LOUD, LOUD, QUIET]


def test_who_has_cancelled_spells_for_nobody(event: Event, three: list[Attendee]) -> None:
    three[2].state = "cancelled"
    assert spellings_at(event.id).of(LOUD) == LOUD
