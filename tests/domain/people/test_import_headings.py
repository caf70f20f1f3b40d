"""Headings of lists: our own words for a field are known as well as what offices write."""

import pytest

from scheduler.domain.languages import LANGUAGES, gettext, speaking
from scheduler.domain.people.fields import PERSON_FIELDS
from scheduler.domain.people.import_headings import map_columns


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_field_is_known_by_every_word_that_our_pages_and_forms_have_for_it(
    language: str,
) -> None:
    for field in PERSON_FIELDS:
        for label in (
            field.label,
            field.asked and field.asked.label,
            field.entered and field.entered.label,
        ):
            if label:
                with speaking(language):
                    said = gettext(label)
                assert map_columns([said]) == {field.name: 0}, said
