from collections.abc import Iterator

import pytest
import time_machine

from tests.builders import NOW


@pytest.fixture(autouse=True)
def two_weeks_before(clock: None) -> Iterator[time_machine.Traveller]:
    """The clock stands two weeks before the event; a test may move it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller
