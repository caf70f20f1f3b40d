"""What is offered and looked for: from whose latest sign-up, and of which kind."""

import pytest
from sqlalchemy import event as hooks

from scheduler.domain.afterwards.exchanges import ExchangeKind
from scheduler.models import Event, ExchangeItem, PairRule, db
from scheduler.services.afterwards.exchanges import lines
from tests.builders import Account, make_attendee, make_event
from tests.services.afterwards.exchanges.cases import Market, make_market


@pytest.fixture
def market(owner: Account, event: Event) -> Market:
    return make_market(owner, event)


def test_the_latest_sign_up_of_each_counts(market: Market) -> None:
    found = lines.open_lines(market.series)
    assert [(one.person.name, one.asks, one.words, one.kind) for one in found] == [
        ("Cy Choir", True, "Visit to a hospital", ExchangeKind.VISIT),
        ("Sid Shed", True, "See a ward", ExchangeKind.VISIT),
        ("Tia Trade", False, "A room", ExchangeKind.ROOM),
        ("Wyn Ward", False, "A shadowing day on our ward", ExchangeKind.VISIT),
    ]
    market.choir.email = None
    market.trader.state = "cancelled"
    assert [one.person.name for one in lines.open_lines(market.series)] == ["Sid Shed", "Wyn Ward"]


def test_what_the_organiser_says_goes_before_the_guess(market: Market) -> None:
    said = {market.key(market.trader, False): ExchangeKind.ADVICE, "999-ask-0": ExchangeKind.TIME}
    assert lines.say_kinds(market.series, said) == 1
    assert lines.say_kinds(market.series, said) == 0
    kinds = {one.words: one.kind for one in lines.open_lines(market.series)}
    assert kinds["A room"] is ExchangeKind.ADVICE
    market.trader.offers = ["Two rooms"]
    db.session.commit()
    assert lines.forget_lines(market.event.body_id) == 1
    db.session.commit()
    assert db.session.query(ExchangeItem).count() == 0


def test_who_must_not_meet_at_any_breakfast_is_kept_apart(market: Market) -> None:
    one, other = sorted((market.ward.id, market.choir.id))
    db.session.add(PairRule(event_id=market.event.id, kind="apart", a_id=one, b_id=other))
    db.session.commit()
    pair = sorted((market.ward.contact_id or 0, market.choir.contact_id or 0))
    assert lines.kept_apart(market.series) == {tuple(pair)}


def test_another_breakfast_costs_no_query_more(market: Market, owner: Account) -> None:
    def queries() -> int:
        seen: list[str] = []

        def note(*call: object) -> None:
            seen.append(str(call[2]))

        db.session.refresh(market.series)
        hooks.listen(db.engine, "before_cursor_execute", note)
        lines.kept_apart(market.series)
        hooks.remove(db.engine, "before_cursor_execute", note)
        return len(seen)

    before = queries()
    following = make_event(owner.body_id, series_id=market.series.id)
    make_attendee(following, "Eve Else")
    assert queries() == before
