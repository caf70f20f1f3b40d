"""Which organisations lack a sector, and which pairs would give them their first link to it."""

from scheduler.domain.planning.preferred.unconnected import (
    ComingGuest,
    Gap,
    favoured,
    gaps,
)

SECTORS = ("Voluntary", "Public", "Private")


def guest(key: str, organisation: str, sector: str) -> ComingGuest:
    return ComingGuest(key, organisation, organisation.title(), sector)


KNOWN = {
    "shed": frozenset(SECTORS),
    "council": frozenset(SECTORS),
    "pantry": frozenset({"Voluntary"}),
}
GUESTS = [
    guest("a", "shed", "Voluntary"),
    guest("b", "pantry", "Voluntary"),
    guest("c", "council", "Public"),
    guest("d", "newcomer", "Private"),
    guest("e", "", "Private"),
]


def test_who_comes_again_and_lacks_a_sector_is_told() -> None:
    assert gaps(GUESTS, KNOWN, SECTORS) == [Gap("Pantry", ("Public", "Private"))]
    # Nobody of the private sector comes: that cannot be mended.
    assert gaps(GUESTS[:3], KNOWN, SECTORS) == [Gap("Pantry", ("Public",))]


def test_the_pairs_that_would_be_a_first_link_are_favoured() -> None:
    assert favoured(GUESTS, KNOWN) == {("b", "c"), ("b", "d"), ("b", "e")}
