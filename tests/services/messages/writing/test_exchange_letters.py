"""Proposing exchanges: one email to each person, once, from the event they signed up for."""

import pytest

from scheduler.domain.afterwards.exchanges import OPEN_FOR
from scheduler.domain.words.zones import day_in_year, local_time
from scheduler.errors import Rule, RuleBroken
from scheduler.models import Event, OutgoingMail, db
from scheduler.services.afterwards.exchanges import pairing
from scheduler.services.messages.writing import exchange_letters
from tests.builders import NOW, Account
from tests.mail.every_message import part, read
from tests.services.afterwards.exchanges.cases import make_market


def test_each_gets_one_email_and_nothing_is_proposed_twice(owner: Account, event: Event) -> None:
    market = make_market(owner, event)
    pairing.suggest(market.series, 2, NOW)
    drafts = [one.id for one in pairing.drafts_of(market.series)]
    assert exchange_letters.exchange_email(market.ward, NOW).subject.startswith(event.title)
    body = part(read(exchange_letters.exchange_email(market.ward, event.ends_at)), "plain")
    closes = day_in_year(local_time(event.ends_at + OPEN_FOR, event.timezone))
    assert body.count(f"The page is open until {closes}.") == 1
    with pytest.raises(RuleBroken) as refused:
        exchange_letters.propose(market.series, drafts[:1], "key", NOW)
    assert refused.value.rule is Rule.STALE
    assert db.session.query(OutgoingMail).count() == 0
    assert exchange_letters.propose(market.series, drafts, "key", NOW) == (2, 3)
    sent = db.session.query(OutgoingMail).order_by(OutgoingMail.recipient).all()
    assert [(mail.recipient, mail.event_id == event.id) for mail in sent] == [
        ("cy@example.org", True), ("sid@example.org", False), ("wyn@example.org", True),
    ]  # fmt: skip
    with pytest.raises(RuleBroken):
        exchange_letters.propose(market.series, drafts, "key", NOW)
    assert db.session.query(OutgoingMail).count() == 3
