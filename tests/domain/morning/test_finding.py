"""Whoever stands at the door is found as people in a hurry type."""

import pytest

from scheduler.domain.morning.finding import typed_words, words_fit, words_to_find


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Patrick O’Donoghue", "o'd"),
        ("Patrick O’Donoghue", "O‘Donoghue"),
        ("Patrick O’Donoghue", "o´don"),
        ("Patrick O’Donoghue", "odon"),
        ("Patrick O'Donoghue", "o’don"),
        ("Patrick O’Donoghue", "patrick don"),
        ("Patrick O’Donoghue", "o don"),
        ("Rhiannon Prys-Davies", "rhiannon prys-"),
        ("Rhiannon Prys-Davies", "prys-dav"),
        ("Rhiannon Prys‑Davies", "davies prys"),
        ("Łucja Żak", "luc zak"),
        ("Đorđe Ilić", "dor"),
        ("Jo D'", "d'"),
    ],
)
def test_a_name_is_found_however_it_is_typed(name: str, typed: str) -> None:
    wanted = typed_words(typed)
    assert wanted
    assert words_fit(wanted, words_to_find(name))


def test_signs_alone_find_nobody_and_other_letters_not_either() -> None:
    assert typed_words(" - ’ ") == []
    assert not words_fit(typed_words("o'c"), words_to_find("Patrick O’Donoghue"))
    assert words_to_find("Ann Lee") == ["ann", "lee"]
