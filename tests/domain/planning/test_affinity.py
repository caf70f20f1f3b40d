"""What two people share."""

import pytest

from scheduler.domain.planning.affinity import affinity, answers


@pytest.mark.parametrize(
    ("offer", "ask", "expected"),
    [
        ("venue", "a venue", True),
        ("Placements for students", "placements", True),
        ("meeting room on Tuesdays", "a Meeting Room", True),
        ("community kitchen", "someone to read our bid", False),
        ("venue", "a venue with ramp access", True),
        ("the", "the", False),
        ("", "", False),
        ("CAFÉ space", "cafe space", True),
    ],
)
def test_an_offer_answers_an_ask_by_its_telling_words(offer: str, ask: str, expected: bool) -> None:
    assert answers(offer, ask) is expected


def test_shared_priorities_and_answered_asks_add_up() -> None:
    ann = (("Carers", "Housing"), ("venue",), ("placements", "tea"))
    bob = (("housing ", "carers", "Ageing"), ("placements for students",), ("a venue",))
    assert affinity(*ann, *bob) == 4
    assert affinity(*bob, *ann) == 4


def test_an_ask_answered_twice_counts_once() -> None:
    assert affinity((), (), ("venue",), (), ("venue", "a venue"), ()) == 1


def test_people_who_say_nothing_share_nothing() -> None:
    assert affinity((), (), (), ("",), (), ()) == 0
