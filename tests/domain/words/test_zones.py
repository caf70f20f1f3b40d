"""The name of a time's zone."""

from zoneinfo import ZoneInfo

import pytest

from scheduler.domain.words.zones import until_words_abroad, zone_words
from tests.builders import NOW


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Europe/London", "London time"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires time"),
        ("UTC", "UTC"),
    ],
)
def test_a_time_is_said_with_its_zone(zone: str, words: str) -> None:
    assert zone_words(NOW.astimezone(ZoneInfo(zone))) == words


def test_a_moment_that_is_read_abroad_says_whose_time_it_is() -> None:
    assert (
        until_words_abroad(NOW, "Europe/Paris")
        == f"Friday 20 November, {NOW.hour + 1:02}:00 (Paris time)"
    )
