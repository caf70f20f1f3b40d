"""Yes from both sides makes a project; nobody learns of a no."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from scheduler.errors import NotFound, RuleBroken
from scheduler.models import Event, Exchange, ExchangeAnswer, OutgoingMail, Project, db
from scheduler.services.afterwards.exchanges import pairing
from scheduler.services.afterwards.exchanges.answering import (
    agreed_exchanges,
    answer_exchange,
    forget_exchanges,
    own_exchanges,
)
from tests.builders import NOW, Account
from tests.services.afterwards.exchanges.cases import Market, make_market


@pytest.fixture
def market(owner: Account, event: Event) -> Market:
    """Two pairs with the ward, both proposed now."""
    found = make_market(owner, event)
    pairing.suggest(found.series, 2, NOW)
    for one in pairing.drafts_of(found.series):
        one.proposed_at = NOW
    db.session.commit()
    return found


def ids(market: Market) -> dict[str, int]:
    return {one.ask.attendee.name: one.id for one in pairing.exchanges_of(market.series)}


def told() -> list[str]:
    """Whom an email tells that both said yes."""
    rows = select(OutgoingMail).where(OutgoingMail.kind == "exchange_agreed")
    return sorted(mail.recipient for mail in db.session.scalars(rows))


def test_both_say_yes_and_a_project_is_noted(market: Market) -> None:
    one = ids(market)["Cy Choir"]
    assert not answer_exchange(market.choir, one, True, NOW)
    assert (agreed_exchanges(market.series), told()) == (set(), [])
    assert answer_exchange(market.ward, one, True, NOW)
    assert told() == ["cy@example.org", "wyn@example.org"]
    project = db.session.scalars(select(Project)).one()
    assert (project.title, project.partners, project.area, project.told) == (
        "A shadowing day on our ward", ["Ward 4", "Choir"], "Food", False,
    )  # fmt: skip
    assert agreed_exchanges(market.series) == {one}
    (own,) = own_exchanges(market.choir, NOW + timedelta(days=99))
    assert (own.mutual, own.open, own.other, own.gives) == (True, False, market.ward, False)
    with pytest.raises(RuleBroken):
        answer_exchange(market.ward, one, False, NOW)


def test_nobody_learns_of_a_no(market: Market) -> None:
    """What one side is told is the same, whether the other said no, yes or nothing."""
    one = ids(market)["Cy Choir"]
    answer_exchange(market.ward, one, True, NOW)

    def told() -> list[object]:
        (own,) = own_exchanges(market.ward, NOW + timedelta(days=1))[:1]
        whole = pairing.exchanges_of(market.series)
        waiting = [each.id for each in pairing.still_open(whole, NOW)]
        return [own.said, own.mutual, own.open, own.closes_at, waiting]

    before = told()
    answer_exchange(market.choir, one, False, NOW)
    assert told() == before
    db.session.query(ExchangeAnswer).filter_by(attendee_id=market.choir.id).delete()
    db.session.commit()
    assert told() == before


def test_an_answer_is_changed_until_the_time_is_over(market: Market) -> None:
    one = ids(market)["Sid Shed"]
    last = NOW + timedelta(days=30)
    answer_exchange(market.shed, one, False, NOW)
    answer_exchange(market.shed, one, True, last - timedelta(seconds=1))
    assert [own.said for own in own_exchanges(market.shed, NOW)] == [True]
    with pytest.raises(RuleBroken):
        answer_exchange(market.ward, one, True, last)
    assert own_exchanges(market.shed, last) == []
    for stranger in (market.choir, market.trader):
        with pytest.raises(NotFound):
            answer_exchange(stranger, one, True, NOW)


def test_what_was_never_mutual_goes_after_thirty_days(market: Market) -> None:
    shed, choir = ids(market)["Sid Shed"], ids(market)["Cy Choir"]
    for person, one, yes in (
        (market.shed, shed, True), (market.ward, shed, False),
        (market.choir, choir, True), (market.ward, choir, True),
    ):  # fmt: skip
        answer_exchange(person, one, yes, NOW)
    body = market.event.body_id
    assert forget_exchanges(body, NOW + timedelta(days=29)) == 0
    assert forget_exchanges(body, NOW + timedelta(days=30)) == 1
    db.session.commit()
    assert db.session.scalars(select(Exchange.id)).all() == [choir]
    assert {row.exchange_id for row in db.session.query(ExchangeAnswer)} == {choir}
