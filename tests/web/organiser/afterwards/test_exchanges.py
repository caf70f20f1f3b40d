"""Exchanges of a series: kinds, suggested pairs, by hand, proposed after a preview."""

from scheduler.models import Event, Exchange, OutgoingMail, db
from scheduler.services.afterwards.exchanges.answering import answer_exchange
from tests.builders import NOW, Account
from tests.builders.pages import after, ask, notices, number_of, page_of, texts, title
from tests.services.afterwards.exchanges.cases import make_market


def test_from_the_offers_to_the_emails(owner: Account, event: Event) -> None:
    market = make_market(owner, event)
    db.session.commit()
    url = f"/organise/series/{market.series.id}/exchanges"
    page = page_of(ask(owner.client, "GET", url))
    assert texts(page, "caption") == ["Offers: 2", "Looks for: 2"]
    room, ward = market.key(market.trader, False), market.key(market.ward, False)
    # Of the ward's line nothing was changed here: somebody else may have.
    shown = {f"shown-{room}": "space", f"shown-{ward}": "time"}
    kinds = {room: "advice", ward: "time", "nobody": "visit", **shown}
    told = after(owner.client, owner.client.post(f"{url}/kinds", data=kinds))
    assert notices(told) == ["1 line changed."]
    bad = after(owner.client, owner.client.post(f"{url}/suggest", data={"most": "9"}))
    assert notices(bad) == ["Enter a whole number from 1 to 5."]
    told = after(owner.client, owner.client.post(f"{url}/suggest", data={"most": "1"}))
    assert notices(told) == [
        "1 pair suggested, the most that there can be; 1 of them share a priority area, the most "
        "with so many pairs."
    ]
    pair = {"offer": market.key(market.trader, False), "ask": market.key(market.shed, True)}
    assert notices(after(owner.client, owner.client.post(f"{url}/add", data=pair))) == [
        "The pair is added."
    ]
    assert notices(after(owner.client, owner.client.post(f"{url}/add", data=pair))) == [
        "Nothing was added. Tia Trade and Sid Shed are a pair already."
    ]
    ids = [one.id for one in db.session.query(Exchange).order_by(Exchange.id)]
    db.session.commit()
    after(owner.client, owner.client.post(f"{url}/{ids[1]}/drop"))
    preview = ask(owner.client, "GET", f"{url}/propose")
    assert number_of(preview, "td[data-label=Kind]") == 1
    assert title(preview) == "Propose 1 exchange to 2 people?"
    assert db.session.query(OutgoingMail).count() == 0
    db.session.commit()
    sent = {"exchange": ids[0], "submission": "once"}
    told = after(owner.client, owner.client.post(f"{url}/propose", data=sent))
    assert notices(told)[0].startswith("1 exchange proposed. 2 emails")
    assert number_of(told, "#pairs ~ .table-wrap") == 0
    told = after(owner.client, owner.client.post(f"{url}/suggest", data={"most": "1"}))
    assert notices(told) == [
        "No further pair fits: in each that would, one of the two gives or takes as often as you "
        "let them already."
    ]
    answer_exchange(market.choir, ids[0], True, NOW)
    answer_exchange(market.ward, ids[0], False, NOW)
    page = page_of(ask(owner.client, "GET", url))
    assert texts(page, "[aria-labelledby=proposed] p")[0].startswith("1 pair waits for a yes")
    answer_exchange(market.ward, ids[0], True, NOW)
    page = page_of(ask(owner.client, "GET", url))
    assert texts(page, "[aria-labelledby=proposed] td a") == ["A shadowing day on our ward"]
