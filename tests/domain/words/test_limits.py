"""What limits a plan, kind by kind, in the words of pages and of scripts."""

from typing import Any

import pytest

from scheduler.domain.planning.outcome.limits import Limit, LimitKind
from scheduler.domain.words.limits import (
    IN_SCRIPTS,
    ON_PAGES,
    is_offer,
    limit_in_scripts,
    limit_on_pages,
    offer_words,
)


def test_each_kind_has_a_sentence_in_both_books() -> None:
    assert set(ON_PAGES) == set(IN_SCRIPTS) == set(LimitKind)


@pytest.mark.parametrize(
    ("kind", "figures", "in_scripts", "on_pages"),
    [
        (LimitKind.ONE_SECTOR, {},
         "Everybody is from one sector, so there are no cross-sector pairs to meet.",
         "Everybody is from one sector, so no link between sectors is possible."),
        (LimitKind.EVERY_PAIR, {"pairs": 1},
         "All 1 cross-sector pairs that are still new could meet.",
         "The one new link between sectors that is possible can be made."),
        (LimitKind.EVERY_PAIR, {"pairs": 44},
         "All 44 cross-sector pairs that are still new could meet.",
         "All 44 new links between sectors that are possible can be made."),
        (LimitKind.LARGE_SECTOR, {"sector": "{Hub}", "members": 30, "people": 48},
         "30 of 48 people are from the {Hub} sector, so many of their seats are beside one "
         "another.",
         "30 of 48 people are from the {Hub} sector, so many of their seats are beside one "
         "another."),
        (LimitKind.HISTORY, {"pairs": 9, "rounds": 4},
         "So many have met before that 4 rounds can bring at most 9 new cross-sector pairs "
         "together.",
         "So many have met before that 4 rounds can make at most 9 new links."),
        (LimitKind.SEATS, {"pairs": 1, "rounds": 1, "size": 2},
         "1 round at tables of 2 hold at most 1 new cross-sector pairs.",
         "1 round at tables of 2 holds at most 1 new link between sectors."),
        (LimitKind.SEATS, {"pairs": 11, "rounds": 3, "size": 4, "held": True},
         "3 rounds at tables of 4, those held included, hold at most 11 new cross-sector pairs.",
         "3 rounds at tables of 4, those held included, hold at most 11 new links between "
         "sectors."),
        (LimitKind.MORE_ROUNDS, {"more": 87},
         "One more round would raise the ceiling by 87.",
         "One more round would allow up to 87 more."),
        (LimitKind.MORE_PEOPLE, {"people": 6, "sector": "Charity sector", "more": 3},
         "Six more people from the Charity sector would raise the ceiling by 3.",
         "Six more people from the Charity sector would allow up to 3 more."),
        (LimitKind.OTHER_TABLES, {"size": 4, "instead_of": 5, "more": 12},
         "Tables of 4 instead of 5 would raise the ceiling by 12.",
         "Tables of 4 instead of 5 would allow up to 12 more."),
        (LimitKind.MET_BEFORE, {"more": 7},
         "Pairs who met at an earlier event do not count again: without them the ceiling would be "
         "7 higher.",
         "People who met at an earlier event make no new link: without that, up to 7 more would be "
         "possible."),
        (LimitKind.BOUND, {"more": 3},
         "People bound to one table lower the ceiling by 3.",
         "Hosts and people who stay at one table cost up to 3."),
        (LimitKind.PART_TIME, {"more": 2, "stepping_out": True},
         "Late arrivals and early leavers and those who step out lower the ceiling by 2.",
         "Late arrivals and early leavers and those who step out cost up to 2."),
        (LimitKind.TOGETHER, {"more": 6},
         "Keeping companions together lowers the ceiling by 6.",
         "Keeping people together costs up to 6."),
        (LimitKind.APART, {"more": 4},
         "Keeping pairs apart lowers the ceiling by 4.",
         "Keeping people apart costs up to 4."),
        (LimitKind.COLLEAGUES, {"more": 5},
         "Keeping colleagues apart lowers the ceiling by 5.",
         "Keeping colleagues apart costs up to 5."),
        (LimitKind.SENTENCE, {"sentence": "Four rounds are few."},
         "Four rounds are few.", "Four rounds are few."),
    ],
)  # fmt: skip
def test_a_limit_is_told_in_each_book(
    kind: LimitKind, figures: dict[str, Any], in_scripts: str, on_pages: str
) -> None:
    limit = Limit(kind, **figures)
    assert (limit_in_scripts(limit), limit_on_pages(limit)) == (in_scripts, on_pages)


def test_a_change_that_brings_more_is_an_offer_and_what_binds_is_none() -> None:
    rounds, bound = Limit(LimitKind.MORE_ROUNDS, more=87), Limit(LimitKind.BOUND, more=11)
    assert (is_offer(rounds), is_offer(bound)) == (True, False)
    assert offer_words(rounds) == "one more round"
    people = Limit(LimitKind.MORE_PEOPLE, more=27, people=6, sector="Private")
    assert offer_words(people) == "six more from Private"
