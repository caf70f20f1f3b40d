"""What an undo carries comes back from a form as it was."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.morning.noted import Noted
from scheduler.domain.states import Presence


@given(st.integers(1), st.sampled_from(Presence), st.datetimes(timezones=st.just(UTC)))
def test_it_is_read_as_it_was_packed(who: int, state: Presence, at: datetime) -> None:
    noted = Noted(who, state, at)
    assert Noted.read(who, noted.packed) == noted


@pytest.mark.parametrize(
    "packed", ["", "here", "here@", "here@2026-12-04T08:41:00", "gone@2026-12-04T08:41:00+00:00"]
)
def test_nothing_else_is_read(packed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of several kinds, each with its own words
        Noted.read(1, packed)
