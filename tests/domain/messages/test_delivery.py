"""When an email is tried again, and what is kept of a mail server's words."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.messages.delivery import (
    FIRST_WAIT,
    LONGEST_WAIT,
    MOST_WORDS,
    PATIENCE,
    readable,
    wait_before_next,
)

SPREADS = st.floats(0, 1)


@given(st.timedeltas(timedelta(0), 2 * PATIENCE), SPREADS)
def test_no_wait_is_longer_than_an_hour_nor_shorter_than_half_the_first(
    tried_for: timedelta, spread: float
) -> None:
    assert FIRST_WAIT / 2 <= wait_before_next(tried_for, spread) <= LONGEST_WAIT


def test_the_intervals_double_up_to_an_hour() -> None:
    tried_for, minutes = timedelta(0), []
    while tried_for < timedelta(hours=4):
        tried_for += wait_before_next(tried_for, 0)
        minutes.append(tried_for / timedelta(minutes=1))
    assert minutes == [0.5, 1, 2, 4, 8, 16, 32, 64, 124, 184, 244]


@given(SPREADS)
def test_an_email_is_tried_at_least_every_hour_for_two_days(spread: float) -> None:
    tried_for, tries = timedelta(0), 0
    while tried_for <= PATIENCE:
        tried_for += wait_before_next(tried_for, spread)
        tries += 1
    assert 50 <= tries <= 110


@given(st.binary(max_size=3_000) | st.text(max_size=3_000))
def test_what_a_server_said_is_one_line_that_can_be_shown(said: bytes | str) -> None:
    line = readable(said)
    assert line.isprintable()
    assert line == " ".join(line.split())
    assert len(line) <= MOST_WORDS


def test_the_words_of_several_lines_become_one() -> None:
    assert readable(b"5.1.1 No such user\n5.1.1 See\thttps://example.org/\xc3\xbc") == (
        "5.1.1 No such user 5.1.1 See https://example.org/ü"
    )
