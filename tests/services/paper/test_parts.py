"""The parts of a print, in the order in which they are offered."""

import pytest

from scheduler.domain.messages.links import Links
from scheduler.domain.paper.wish import PAPERS, Wish
from scheduler.errors import RuleBroken
from scheduler.models import Event
from scheduler.services.paper.parts import parts_of
from tests.builders import NOW, make_attendee, make_plan

LINKS = Links("https://example.org")
EVERY = tuple(paper.key for paper in PAPERS)


def test_every_paper_is_a_part_in_the_order_of_the_page(event: Event) -> None:
    make_plan(event, [{1: [make_attendee(event, "Ann Adams"), make_attendee(event, "Bob Young")]}])
    parts = list(parts_of(event, Wish(EVERY[::-1]), LINKS, NOW))
    assert [part["kind"] for part in parts] == list(EVERY)


def test_rounds_that_are_not_published_are_not_printed(event: Event) -> None:
    with pytest.raises(RuleBroken, match="Publish the rounds first"):
        list(parts_of(event, Wish(("wall",)), LINKS, NOW))


def test_pairs_have_cards_in_place_of_host_sheets(event: Event) -> None:
    event.format = "pairs"
    make_plan(event, [{1: [make_attendee(event, "Ann Adams"), make_attendee(event, "Bob Young")]}])
    with pytest.raises(RuleBroken, match="print attendee cards"):
        list(parts_of(event, Wish(("hosts",)), LINKS, NOW))
    (cards,) = parts_of(event, Wish(("cards",)), LINKS, NOW)
    assert [card["name"] for card in cards["cards"]] == ["Ann Adams", "Bob Young"]
