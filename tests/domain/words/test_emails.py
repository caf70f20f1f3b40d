"""What the pages say has become of emails."""

import pytest

from scheduler.domain.words.emails import written


@pytest.mark.parametrize(
    ("number", "leaving", "sentence"),
    [
        (0, True, "No emails were sent."),
        (0, False, "No emails were sent."),
        (1, True, "1 email is on the way."),
        (64, True, "64 emails are on the way."),
        (1, False, "1 email is written but NOT sent: no mail server is set."),
        (64, False, "64 emails are written but NOT sent: no mail server is set."),
    ],
)
def test_no_sentence_claims_what_did_not_happen(number: int, leaving: bool, sentence: str) -> None:
    assert written(number, leaving=leaving) == sentence
