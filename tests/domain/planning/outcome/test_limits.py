"""Limits as they are stored with a plan."""

import json

from scheduler.domain.planning.outcome.limits import Limit, LimitKind

SEATS = Limit(LimitKind.SEATS, pairs=72, rounds=6, size=2)


def test_a_limit_is_read_back_as_it_was_and_holds_no_more_than_it_says() -> None:
    stored = SEATS.stored()
    assert stored == {"kind": "seats", "pairs": 72, "rounds": 6, "size": 2}
    assert Limit.read(json.loads(json.dumps(stored))) == SEATS


def test_every_kind_is_read_back() -> None:
    for kind in LimitKind:
        limit = Limit(kind, more=3, stepping_out=True)
        assert Limit.read(json.loads(json.dumps(limit.stored()))) == limit


def test_a_sentence_of_an_older_version_is_shown_as_it_stands() -> None:
    limit = Limit.read("Four rounds are few.")
    assert limit == Limit(LimitKind.SENTENCE, sentence="Four rounds are few.")
