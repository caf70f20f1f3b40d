"""The best rounds of a list that somebody tries."""

import pytest

from scheduler.errors import InvalidInput
from scheduler.services.planning.trial.rounds import TrialChoices, kept_trial, try_rounds

LIST = """name,organisation,sector
Ann,Hub,Public
Bo,Pantry,Private
Cy,Ward,Public
Di,Mill,Private
"""


def test_what_is_found_can_be_shown_again_from_what_the_page_keeps() -> None:
    found = try_rounds(LIST, TrialChoices(rounds=2, most=2))
    assert (found.score.pairs, found.score.ceiling, found.average) == (4, 4, 2)
    again = kept_trial(LIST, found.seating, found.score, found.limits, found.seconds)
    assert again.rounds == found.rounds
    with pytest.raises(InvalidInput):
        kept_trial("name\nAnn\nBo\n", found.seating, found.score, found.limits, found.seconds)
