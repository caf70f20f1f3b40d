import pytest

from scheduler.domain.events.sectors import DEFAULT_SECTORS, match_sector, sector_key

USUAL = [sector.name for sector in DEFAULT_SECTORS]


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("public", "Public"),
        (" PUBLIC  sector ", "Public"),
        ("NHS", "Public"),
        ("Local authority", "Public"),
        ("Third sector", "Voluntary"),
        ("VCSE", "Voluntary"),
        ("charity", "Voluntary"),
        ("Not-for-profit", "Voluntary"),
        ("business", "Private"),
        ("Private Sector", "Private"),
        ("Academia", None),
        ("", None),
    ],
)
def test_offices_have_many_names_for_a_sector(text: str, sector: str | None) -> None:
    assert match_sector(text, USUAL) == sector


def test_an_event_may_use_a_synonym_as_its_own_name() -> None:
    assert match_sector("VCSE", ["Third sector", "Statutory", "Business"]) == "Third sector"
    assert match_sector("NHS", ["Third sector", "NHS", "Council"]) == "NHS"
    assert match_sector("Private", ["Third sector", "Statutory", "Business"]) == "Business"


def test_a_synonym_of_a_sector_the_event_lacks_matches_none() -> None:
    assert match_sector("NHS", ["Voluntary", "Academia"]) is None


def test_a_sector_called_sector_keeps_a_key() -> None:
    assert sector_key("Sector") == "sector"
