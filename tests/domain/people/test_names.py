"""Names: which spellings are one person at one mailbox."""

import pytest

from scheduler.domain.people.names import LONGEST_KEY, name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [("SOFÍA  MUIR", "Sofi\u0301a Muir"), ("Zoë O’Hara", "zoë o'hara"), ("Nowak-Żak", "Nowak Żak")],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("Ann Lee", other) for other in ("Ann", "Ann Leigh", "Anna Lee")),
        ("कमल", "कमला"),
        ("กมล", "กมลา"),
        ("கமல", "கமலா"),
        ("ကမ", "ကမာ"),
        ("かき", "がき"),
        ("José", "Jose"),
        ("🌼", "🌻"),
        ("🌼 Ann", "🌼"),
        ("!!!", "???"),
        ("+", "−"),
    ],
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize("name", ["🌼", "कमल", "ي", "王", "Ann"])
def test_a_name_of_any_script_has_a_key(name: str) -> None:
    assert name_key(name) != ""


def test_a_key_fits_its_column() -> None:
    assert len(name_key("ﷺ" * LONGEST_KEY)) == LONGEST_KEY
