"""An exchange on somebody's own page: asked privately, told once both said yes."""

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from scheduler.models import Attendee, Event, ExchangeAnswer, db
from scheduler.services.afterwards.exchanges import pairing
from tests.builders import Account
from tests.builders.pages import after, ask, notices, page_of, said, texts
from tests.services.afterwards.exchanges.cases import Market, make_market


@pytest.fixture
def market(owner: Account, event: Event) -> Market:
    found = make_market(owner, event)
    now = datetime.now(UTC)
    pairing.suggest(found.series, 1, now)
    for one in pairing.drafts_of(found.series):
        one.proposed_at = now
    db.session.commit()
    return found


def pages(client: FlaskClient, person: Attendee) -> str:
    """All that the person reads of it."""
    return "".join(
        ask(client, "GET", f"/me/{person.token}/{page}").text
        for page in ("", "exchanges", "exchanges/card.vcf?id=1")
    )


def say(client: FlaskClient, person: Attendee, answer: str) -> list[str]:
    url = f"/me/{person.token}/exchanges"
    (one,) = page_of(ask(client, "GET", url)).select(".exchange")
    sent = {"id": str(one["aria-labelledby"]).rpartition("-")[2], "answer": answer}
    return notices(after(client, client.post(url, data=sent)))


def test_names_are_told_once_both_said_yes(market: Market, client: FlaskClient) -> None:
    ward, choir = market.ward, market.choir
    shown = ask(client, "GET", f"/me/{choir.token}/exchanges")
    assert texts(page_of(shown), ".exchange p")[:2] == [
        "You look for Visit to a hospital",
        "Ward 4 · Public offers A shadowing day on our ward",
    ]
    assert say(client, choir, "yes") == ["Saved."]
    url = f"/me/{choir.token}/exchanges"
    waits = texts(page_of(ask(client, "GET", url)), ".exchange p")[2]
    assert waits.startswith(
        "You said yes. Waiting for a yes from the other side. You get an email once they say yes"
    )
    for reader, other in ((ward, choir), (choir, ward)):
        found = pages(client, reader)
        assert [found.count(mark) for mark in (other.name, other.email or "")] == [0, 0]
    assert say(client, ward, "yes") == ["You both said yes."]
    page = page_of(ask(client, "GET", url))
    assert said(page.select_one(".both a[href^=mailto]")) == "wyn@example.org"
    (card,) = page.select("a[href*='card.vcf']")
    assert ask(client, "GET", str(card["href"])).text.splitlines().count("FN:Wyn Ward") == 1


def test_a_no_changes_nothing_that_the_other_reads(market: Market, client: FlaskClient) -> None:
    ward, choir = market.ward, market.choir
    say(client, ward, "yes")
    url = f"/me/{ward.token}/exchanges"
    before = said(page_of(ask(client, "GET", url)).main)
    say(client, choir, "not-now")
    assert said(page_of(ask(client, "GET", url)).main) == before


def test_whoever_was_proposed_nothing_has_no_such_page(market: Market, client: FlaskClient) -> None:
    url = f"/me/{market.trader.token}/exchanges"
    assert client.get(url).status_code == 303
    (proposed,) = pairing.exchanges_of(market.series)
    db.session.commit()
    assert client.post(url, data={"id": proposed.id, "answer": "yes"}).status_code == 303
    assert db.session.query(ExchangeAnswer).count() == 0
    db.session.commit()
    own = page_of(ask(client, "GET", f"/me/{market.trader.token}/"))
    assert own.select("#exchanges-title") == []
