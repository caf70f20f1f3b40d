"""What an organiser writes, with each reader's facts filled in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.messages.own_words import (
    PLACEHOLDERS,
    check_placeholders,
    filled,
)
from scheduler.errors import InvalidInput


def test_placeholders_are_filled_however_they_are_spaced() -> None:
    facts = {"first name": "Ann", "place": "Town Hall"}
    text = "{First Name}, { first_name }: {place}."
    check_placeholders(text, "text")
    assert filled(text, facts) == "Ann, Ann: Town Hall."


def test_what_a_fact_contains_is_not_filled_again() -> None:
    assert filled("{name} at {place}", {"name": "{place}", "place": "here"}) == "{place} at here"


def test_braces_that_stand_for_nothing_are_refused_by_name() -> None:
    with pytest.raises(InvalidInput) as refused:
        check_placeholders("Hello {nmae}", "text")
    assert refused.value.field == "text"
    assert refused.value.sentence.startswith("{nmae} stands for nothing. Use {first name}, {name}")


@given(st.text(), st.fixed_dictionaries({key: st.text() for key in PLACEHOLDERS}))
def test_text_without_braces_stays_as_it_is(text: str, facts: dict[str, str]) -> None:
    plain = text.replace("{", "").replace("}", "")
    check_placeholders(plain, "text")
    assert filled(plain, facts) == plain
