"""Suggesting the most pairs, and changing them by hand."""

import pytest

from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Event, PairRule, db
from scheduler.services.afterwards.exchanges import pairing
from scheduler.services.afterwards.exchanges.pairing import Suggested
from tests.builders import NOW, Account
from tests.services.afterwards.exchanges.cases import Market, make_market


@pytest.fixture
def market(owner: Account, event: Event) -> Market:
    return make_market(owner, event)


def names(market: Market) -> list[tuple[str, str]]:
    pairs = pairing.drafts_of(market.series)
    return [(one.offer.attendee.name, one.ask.attendee.name) for one in pairs]


def test_the_most_pairs_and_then_the_shared_area(market: Market) -> None:
    assert pairing.suggest(market.series, 1, NOW) == Suggested(1, 1, 2)
    assert names(market) == [("Wyn Ward", "Cy Choir")]
    assert pairing.suggest(market.series, 2, NOW) == Suggested(2, 1, 2)
    # What was suggested is replaced, and not added to.
    assert sorted(names(market)) == [("Wyn Ward", "Cy Choir"), ("Wyn Ward", "Sid Shed")]
    with pytest.raises(InvalidInput):
        pairing.suggest(market.series, 0, NOW)


def test_what_was_put_together_stays_and_counts(market: Market) -> None:
    offer, ask = market.key(market.ward, False), market.key(market.shed, True)
    pairing.put_together(market.series, offer, ask, NOW)
    assert pairing.suggest(market.series, 1, NOW) == Suggested(0, 0, 1)
    assert names(market) == [("Wyn Ward", "Sid Shed")]
    with pytest.raises(RuleBroken, match="are a pair already"):
        pairing.put_together(market.series, offer, ask, NOW)
    (one,) = pairing.drafts_of(market.series)
    pairing.leave_out(market.series, one.id)
    with pytest.raises(RuleBroken, match="left out or proposed meanwhile"):
        pairing.leave_out(market.series, one.id)
    assert names(market) == []


def test_no_hand_brings_together_who_must_not_meet(market: Market) -> None:
    one, other = sorted((market.ward.id, market.choir.id))
    db.session.add(PairRule(event_id=market.event.id, kind="apart", a_id=one, b_id=other))
    market.trader.asks = ["Chairs"]
    market.shed.organisation = "TRADE"
    market.shed.offers = ["Chairs"]
    db.session.commit()
    ward, choir = market.key(market.ward, False), market.key(market.choir, True)
    room, chairs = market.key(market.trader, False), market.key(market.trader, True)
    shed = market.key(market.shed, False)
    for offer, ask, sentence in (
        (ward, choir, "must not meet, says a rule"),
        (room, chairs, "one person"),
        (shed, chairs, "from one organisation"),
    ):
        with pytest.raises(RuleBroken, match=sentence):
            pairing.put_together(market.series, offer, ask, NOW)
    for offer, ask in ((choir, chairs), (ward, ward), ("", choir)):
        with pytest.raises(InvalidInput):
            pairing.put_together(market.series, offer, ask, NOW)
    assert pairing.suggest(market.series, 1, NOW).pairs == 1
    assert names(market) == [("Wyn Ward", "Sid Shed")]
