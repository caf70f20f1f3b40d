"""Which organisations lack a sector, and which pairs would give them their first link to it."""

from scheduler.domain.planning.preferred.unconnected import (
    ComingGuest,
    EarlierSeat,
    Gap,
    favoured,
    gaps,
    sectors_known,
)

SECTORS = ("Voluntary", "Public", "Private")


def seat(table: int, organisation: str, sector: str) -> EarlierSeat:
    return EarlierSeat((1, table), organisation, sector)


def guest(key: str, organisation: str, sector: str) -> ComingGuest:
    return ComingGuest(key, organisation, organisation.title(), sector)


KNOWN = sectors_known(
    [
        seat(1, "shed", "Voluntary"),
        seat(1, "council", "Public"),
        seat(1, "", "Private"),
        seat(2, "pantry", "Voluntary"),
        seat(2, "choir", "Voluntary"),
        # Once somebody of the shed sat as a trader: they are of the voluntary sector all the same.
        seat(3, "shed", "Private"),
        seat(4, "shed", "Voluntary"),
    ]
)
GUESTS = [
    guest("a", "shed", "Voluntary"),
    guest("b", "pantry", "Voluntary"),
    guest("c", "council", "Public"),
    guest("d", "newcomer", "Private"),
    guest("e", "", "Private"),
]


def test_who_sat_with_whom_and_their_own_sector_are_known() -> None:
    assert {
        "shed": {"Voluntary", "Public", "Private"},
        "council": {"Public", "Voluntary", "Private"},
        "pantry": {"Voluntary"},
        "choir": {"Voluntary"},
    } == KNOWN


def test_who_comes_again_and_lacks_a_sector_is_told() -> None:
    assert gaps(GUESTS, KNOWN, SECTORS) == [Gap("Pantry", ("Public", "Private"))]
    # Nobody of the private sector comes: that cannot be mended.
    assert gaps(GUESTS[:3], KNOWN, SECTORS) == [Gap("Pantry", ("Public",))]


def test_the_pairs_that_would_be_a_first_link_are_favoured() -> None:
    assert favoured(GUESTS, KNOWN) == {("b", "c"), ("b", "d"), ("b", "e")}
