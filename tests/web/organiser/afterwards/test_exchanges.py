"""Exchanges of a series: kinds, suggested pairs, by hand, proposed after a preview."""

import pytest

from scheduler.models import Event, Exchange, OutgoingMail, db
from scheduler.services.afterwards.exchanges.answering import answer_exchange
from tests.builders import NOW, Account
from tests.builders.pages import after, ask, notices, number_of, page_of, texts, title
from tests.services.afterwards.exchanges.cases import Market, make_market

SUGGESTED = (
    "1 pair suggested, the most that there can be; 1 of them share a priority area, the most "
    "with so many pairs."
)
FULL = (
    "No further pair fits: in each that would, one of the two gives or takes as often as you "
    "let them already."
)


@pytest.fixture
def market(owner: Account, event: Event) -> Market:
    found = make_market(owner, event)
    db.session.commit()
    return found


def url_of(market: Market) -> str:
    return f"/organise/series/{market.series.id}/exchanges"


def press(owner: Account, market: Market, what: str, **fields: object) -> list[str]:
    """Send a form of the page; return what the page then says."""
    sent = owner.client.post(f"{url_of(market)}/{what}", data=fields)
    return notices(after(owner.client, sent))


def exchange_ids() -> list[int]:
    ids = [one.id for one in db.session.query(Exchange).order_by(Exchange.id)]
    db.session.commit()
    return ids


def test_kinds_are_corrected_and_pairs_put_together(owner: Account, market: Market) -> None:
    page = page_of(ask(owner.client, "GET", url_of(market)))
    assert texts(page, "caption") == ["Offers: 2", "Asks for: 2"]
    room, ward = market.key(market.trader, False), market.key(market.ward, False)
    # Of the ward's line nothing was changed here: somebody else may have.
    shown = {f"shown-{room}": "room", f"shown-{ward}": "time"}
    kinds = {room: "advice", ward: "time", "nobody": "visit", **shown}
    assert press(owner, market, "kinds", **kinds) == ["1 line changed."]
    pair = {"offer": room, "ask": market.key(market.shed, True)}
    assert press(owner, market, "add", **pair) == ["The pair is added."]
    assert press(owner, market, "add", **pair) == [
        "Nothing was added. Tia Trade and Sid Shed are a pair already."
    ]
    press(owner, market, f"{exchange_ids()[0]}/drop")
    assert exchange_ids() == []


def test_pairs_are_suggested_and_proposed_after_a_preview(owner: Account, market: Market) -> None:
    assert press(owner, market, "suggest", most="9") == ["Enter a whole number from 1 to 5."]
    assert press(owner, market, "suggest", most="1") == [SUGGESTED]
    (one,) = exchange_ids()
    preview = ask(owner.client, "GET", f"{url_of(market)}/propose")
    assert number_of(preview, "td[data-label=Kind]") == 1
    assert title(preview) == "Propose 1 exchange to 2 people?"
    assert db.session.query(OutgoingMail).count() == 0
    db.session.commit()
    (sent,) = press(owner, market, "propose", exchange=one, submission="once")
    assert sent.startswith("1 exchange proposed. 2 emails")
    assert number_of(ask(owner.client, "GET", url_of(market)), "#pairs ~ .table-wrap") == 0
    assert press(owner, market, "suggest", most="1") == [FULL]


def test_a_pair_waits_until_both_said_yes(owner: Account, market: Market) -> None:
    press(owner, market, "suggest", most="1")
    (one,) = exchange_ids()
    press(owner, market, "propose", exchange=one, submission="once")
    answer_exchange(market.choir, one, True, NOW)
    answer_exchange(market.ward, one, False, NOW)
    page = page_of(ask(owner.client, "GET", url_of(market)))
    assert texts(page, "[aria-labelledby=proposed] p")[0].startswith("1 pair waits for a yes")
    answer_exchange(market.ward, one, True, NOW)
    page = page_of(ask(owner.client, "GET", url_of(market)))
    assert texts(page, "[aria-labelledby=proposed] td a") == ["A shadowing day on our ward"]


@pytest.mark.parametrize("number", ["1234567890", "٣", "-1", "x"])
def test_what_is_no_number_of_a_row_is_no_exchange(
    owner: Account, market: Market, number: str
) -> None:
    answer = owner.client.post(f"{url_of(market)}/propose", data={"exchange": number})
    assert answer.status_code == 303
    answer = owner.client.post(f"{url_of(market)}/suggest", data={"most": number})
    assert answer.status_code == 303
