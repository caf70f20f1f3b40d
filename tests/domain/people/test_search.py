import pytest

from scheduler.domain.people.search import matches, search_key


@pytest.mark.parametrize(
    ("text", "key"),
    [("Małgorzata  Żak", "malgorzata zak"), ("Đorđe", "dorde"), ("O’Hara", "o'hara"), ("ẞ", "ss")],
)
def test_keys_are_what_a_plain_keyboard_types(text: str, key: str) -> None:
    assert search_key(text) == key


@pytest.mark.parametrize(
    ("search", "found"),
    [("", True), ("zak", True), ("hub ann", True), ("ANN@", True), ("ann bo", False), ("%", False)],
)
def test_every_word_must_be_somewhere(search: str, found: bool) -> None:
    assert matches(search, "Ann Żak", "The Hub", "ann@example.org") is found
