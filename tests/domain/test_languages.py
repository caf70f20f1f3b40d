from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from scheduler.domain.languages import (
    LANGUAGES,
    described_by_babel,
    gettext,
    language_for,
    ngettext,
    speaking,
    spoken,
)
from scheduler.domain.words.zones import day_in_year, day_words, span_words, zone_words

LONDON = ZoneInfo("Europe/London")
MORNING = datetime(2026, 12, 3, 8, 30, tzinfo=LONDON)


def test_every_language_is_called_by_its_own_name() -> None:
    assert [one.name for one in LANGUAGES.values()] == ["English", "Cymraeg", "Gàidhlig", "Polski"]
    assert list(LANGUAGES.values()) == [described_by_babel(tag) for tag in LANGUAGES]
    assert described_by_babel("ar").direction == "rtl"


@pytest.mark.parametrize(
    ("wished", "accepted", "usual", "spoken_then"),
    [
        ("gd", "pl", "cy", "gd"),
        ("xx", "pl", "en", "pl"),
        (None, "pl", "cy", "pl"),
        # Browsers are delivered in English: that is no wish.
        (None, "en", "cy", "cy"),
        (None, None, "cy", "cy"),
        (None, None, "xx", "en"),
    ],
)
def test_a_wish_goes_before_the_browser_and_that_before_the_event(
    wished: str | None, accepted: str | None, usual: str, spoken_then: str
) -> None:
    assert language_for(wished, accepted, usual) == spoken_then


def test_a_language_is_spoken_as_long_as_the_block_runs() -> None:
    with speaking("pl"):
        with speaking("nothing we know"):
            assert gettext("Your name") == "Your name"
        assert (spoken().tag, gettext("Your name")) == ("pl", "Twoje imię i nazwisko")
    assert spoken().written == "en-GB"


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("pl", {1: "1 runda", 3: "3 rundy", 12: "12 rund", 22: "22 rundy"}),
        ("cy", {1: "1 funud", 2: "2 funud", 3: "3 munud"}),
        ("gd", {1: "1 chuairt", 3: "3 cuairtean", 12: "12 chuairt", 20: "20 cuairt"}),
    ],
)
def test_a_number_has_the_form_of_its_language(tag: str, said: dict[int, str]) -> None:
    one, many = ("minute", "minutes") if tag == "cy" else ("round", "rounds")
    with speaking(tag):
        heard = {n: ngettext(f"%(number)s {one}", f"%(number)s {many}", n) for n in said}
    assert heard == said


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("en", ("Thursday 3 December 2026", "3 December", "08:30 to 10:30", "London time")),
        ("cy", ("Dydd Iau, 3 Rhagfyr 2026", "3 Rhagfyr", "08:30 i 10:30", "amser Llundain")),
        ("gd", ("DiarDaoin, 3mh dhen Dùbhlachd 2026", "3mh dhen Dùbhlachd", "08:30 gu 10:30",
                "uair Dùn Èideann/Lunnainn")),
        ("pl", ("czwartek, 3 grudnia 2026", "3 grudnia", "08:30–10:30", "czas: Londyn")),
    ],
)  # fmt: skip
def test_days_and_times_are_written_as_the_language_does(
    tag: str, said: tuple[str, str, str, str]
) -> None:
    with speaking(tag):
        ends = MORNING.replace(hour=10)
        heard = day_words(MORNING), day_in_year(MORNING), span_words(MORNING, ends)
        assert (*heard, zone_words(MORNING)) == said
