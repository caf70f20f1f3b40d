"""Names: which spellings are one person at one mailbox."""

import pytest

from scheduler.domain.people.names import LONGEST_KEY, name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [("SOFÍA  MUIR", "Sofia Muir"), ("Zoë O’Hara", "zoe o'hara"), ("Nowak-Żak", "Nowak Zak")],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize("other", ["Ann", "Ann Leigh", "Anna Lee"])
def test_different_names_have_different_keys(other: str) -> None:
    assert name_key("Ann Lee") != name_key(other)


def test_a_key_fits_its_column() -> None:
    assert len(name_key("ﷺ" * LONGEST_KEY)) == LONGEST_KEY
