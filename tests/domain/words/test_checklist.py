from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from scheduler.domain.events.agenda import time_budget
from scheduler.domain.states import AgendaKind
from scheduler.domain.words.checklist import EventFacts, ServerSetUp, checklist

START = datetime(2026, 12, 4, 8, 30, tzinfo=UTC)
NOW = START - timedelta(days=14)


@dataclass(frozen=True)
class Item:
    kind: AgendaKind
    minutes: int


GOOD = EventFacts(
    now=NOW,
    starts_at=START,
    ends_at=START + timedelta(hours=2),
    signup_opens_at=None,
    signup_closes_at=None,
    budget=time_budget([Item(AgendaKind.NETWORKING, 40)], 120, 4, 8, 2),
    capacity=40,
    placed=30,
    waiting=0,
    without_sector=0,
    largest_sector=("Public", 12),
    tables=6,
    host_tables=(1, 2, 3, 4, 5, 6),
    late_or_early=0,
    drafted=True,
    published=True,
    plan_current=True,
    server=ServerSetUp(site_url=True, mail_server=True),
)


def test_a_ready_event_has_nothing_open() -> None:
    assert checklist(GOOD) == []


@pytest.mark.parametrize(
    ("change", "sentence", "fix"),
    [
        ({"budget": time_budget([], 120, 4, 8, 2)},
         "The agenda has no networking slot for the rounds: add one.", "agenda"),
        ({"signup_opens_at": NOW + timedelta(2), "signup_closes_at": NOW + timedelta(1)},
         "Sign-up closes before it opens: nobody can sign up.", "signup"),
        ({"signup_closes_at": START + timedelta(hours=1)},
         "Sign-up closes after the event has begun.", "signup"),
        ({"signup_opens_at": START}, "Sign-up opens only after the event has begun.", "signup"),
        ({"capacity": 28},
         "30 people hold a place, but the capacity is 28: raise it or cancel 2.", "signup"),
        ({"waiting": 1}, "1 person is waiting although places are free.", "people_waiting"),
        ({"without_sector": 2},
         "2 people have no sector: choose one for each, then the rounds can be assigned.",
         "people_without_sector"),
        ({"unmailed": 3}, "3 people have not heard from you yet.", "people_unmailed"),
        ({"unanswered": 1}, "1 person has not said yet that they are coming.",
         "people_unanswered"),
        ({"host_tables": (2, 3, 5)}, "3 tables have no host.", "hosts"),
        ({"host_tables": (1, 2, 3, 4, 5, 6, 9)},
         "Table 9 has a host, but the people signed up fill only 6 tables.", "format"),
        ({"tables": 30},
         "30 tables for 30 people would leave everybody alone: set at most 15.", "format"),
        ({"host_tables": (1, 2, 2), "tables": 2}, "More than one person hosts table 2.", "hosts"),
        ({"late_or_early": 1},
         "1 person arrives or leaves at a round the event does not have: correct them, or plan "
         "more rounds.", "people_outside_rounds"),
        ({"drafted": False, "published": False, "plan_current": None},
         "The rounds are not assigned yet.", "rounds"),
        ({"absent": 1},
         "1 person with a table is no longer coming; their seat stays empty. See whether every "
         "table is still large enough.", "rounds"),
        ({"absent": 3},
         "3 people with a table are no longer coming; their seats stay empty. See whether every "
         "table is still large enough.", "rounds"),
        ({"plan_current": False, "stale": "Since then, 1 person has joined."},
         "Since then, 1 person has joined.", "rounds"),
        ({"tables": 16},
         "16 tables for 30 people would leave somebody alone: set at most 15.", "format"),
        ({"tables": 16, "alone": "Ann sits alone in round 1."},
         "Ann sits alone in round 1.", "format"),
        ({"published": False}, "The rounds are drafted but not published.", "rounds"),
        ({"largest_sector": ("Public", 18)},
         "60% of the room is Public: each sign-up from another sector raises what the rounds can "
         "reach.", "overview"),
        ({"server": ServerSetUp(site_url=True, mail_server=False)},
         "Emails are not being sent yet. Ask whoever set up Crosstalk to connect an email account.",
         "outbox"),
        ({"emails_held_up": "3 emails wait."}, "3 emails wait.", "outbox"),
        ({"emails_lost": 2}, "2 emails did not arrive: the outbox says why.", "outbox"),
        ({"server": ServerSetUp(site_url=False, mail_server=True)},
         "Links in emails and QR codes may not work for others: they lead to the address you are "
         "reading this under. Ask whoever set up Crosstalk to set its public address.", "operator"),
    ],
)  # fmt: skip
def test_each_point_names_its_fix(change: dict[str, Any], sentence: str, fix: str) -> None:
    assert [(w.sentence, w.fix) for w in checklist(replace(GOOD, **change))] == [(sentence, fix)]


def test_a_closed_sign_up_with_free_places_is_advice() -> None:
    facts = replace(GOOD, signup_closes_at=NOW - timedelta(days=1))
    assert [w.sentence for w in checklist(facts)] == [
        "Sign-up is closed, but 10 places are still free."
    ]


def test_problems_stand_before_advice_and_the_server_s_points_apart() -> None:
    facts = replace(
        GOOD, server=ServerSetUp(site_url=True, mail_server=False), unanswered=2, without_sector=1
    )
    assert [w.weight for w in checklist(facts)] == ["problem", "advice", "server"]


def test_without_any_host_no_table_lacks_one() -> None:
    assert checklist(replace(GOOD, host_tables=())) == []
