import pytest

from scheduler.domain.words.causes import Cause, causes


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ann must meet Ben, but colleagues of NHS are kept apart.",
         (Cause.RULES, Cause.COLLEAGUES)),
        ("9 colleagues of NHS are to be kept apart, but round 1 has only 3 tables.",
         (Cause.COLLEAGUES, Cause.TABLES)),
        ("Ann and Ben are to be together, but Ann hosts table 1 and Ben hosts table 2 in round 1.",
         (Cause.RULES, Cause.PEOPLE)),
        ("Ann must meet Ben, but leaves before Ben arrives.", (Cause.RULES, Cause.PEOPLE)),
        ("Table 3 seats at most 5 in round 1, but 6 people are bound to it: A, B.",
         (Cause.PEOPLE, Cause.TABLES)),
        ("The tables cannot be filled in round 2.", (Cause.TABLES,)),
        ("Something else.", tuple(Cause)),
    ],
)  # fmt: skip
def test_each_sentence_leads_to_what_causes_it(sentence: str, expected: tuple[Cause, ...]) -> None:
    assert causes([sentence]) == expected
