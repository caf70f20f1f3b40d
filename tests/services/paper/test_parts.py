"""The parts of a print, in the order in which they are offered."""

import pytest

from scheduler.domain.messages.links import Links
from scheduler.domain.paper.wish import PAPERS, Wish
from scheduler.errors import RuleBroken
from scheduler.exports.paper.print_run import print_pdf
from scheduler.models import Event, db
from scheduler.services.paper.parts import parts_of
from tests.builders import NOW, Account, make_attendee, make_event, make_plan
from tests.exports.paper.sheet_cases import glyphs_missing, texts
from tests.translated import TAG, add_language, latin_words

LINKS = Links("https://example.org")
EVERY = tuple(paper.key for paper in PAPERS)


def test_every_paper_is_a_part_in_the_order_of_the_page(event: Event) -> None:
    make_plan(event, [{1: [make_attendee(event, "Ann Adams"), make_attendee(event, "Bob Young")]}])
    parts = list(parts_of(event, Wish(EVERY[::-1]), LINKS, NOW))
    assert [part["kind"] for part in parts] == list(EVERY)


def test_no_paper_has_a_sentence_in_another_language(
    owner: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All but the calibration page, which only the organiser reads."""
    add_language(monkeypatch)
    event = make_event(
        owner.body_id, language=TAG, title="საუზმე", place="თბილისი", prompts=["რა გაქვთ?"]
    )
    event.getting_in, event.greeted_by, event.noise = "კარი", "ნინო", "წყნარი"
    for place, item in enumerate(event.agenda):
        item.title = f"თემა {place}"
    event.body.name = "ქსელი"
    for sector in event.sectors:
        sector.name = f"სექტორი {sector.position}"
    ann, bob, cat = (
        make_attendee(
            event, name, None, organisation="ბანკი", dietary="თევზი", offers=["ოთახი"],
            asks=["ჩაი"], challenge="დრო", host_table=host,
        )
        for name, host in (("ნინო ბერიძე", 1), ("ლევან კაპანაძე", None), ("𒀀 მაია", None))
    )  # fmt: skip
    db.session.commit()
    make_plan(event, [{1: [ann, bob], None: [cat]}, {1: [bob], 2: [ann, cat]}, {2: [cat]}])
    assert set(event.fields_off) & {"offers", "asks", "challenge"} == set()
    parts = {
        part["kind"]: print_pdf(event.title, [part])
        for part in parts_of(event, Wish(EVERY), LINKS, NOW)
        if part["kind"] != "calibration"
    }
    read = {kind: " ".join(texts(content)) for kind, content in parts.items()}
    assert {kind: latin_words(text) for kind, text in read.items()} == {
        kind: set() for kind in parts
    }
    assert [kind for kind, text in read.items() if "ж" not in text] == []
    assert sum(map(glyphs_missing, parts.values())) == 0


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
