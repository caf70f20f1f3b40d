"""Which sectors an organisation has sat with."""

from datetime import date

from scheduler.domain.afterwards.figures.breakfasts import Breakfast, BreakfastGuest
from scheduler.domain.afterwards.figures.organisations import organisations_of, sectors_known
from scheduler.domain.afterwards.meetings import Sitting

GUESTS = [
    BreakfastGuest(1, "shed", "Shed", "Voluntary"),
    BreakfastGuest(2, "council", "Council", "Public"),
    BreakfastGuest(3, "", "", "Private"),
    BreakfastGuest(4, "pantry", "Pantry", "Voluntary"),
    # Once somebody of the shed came as a trader: it is of the voluntary sector all the same.
    BreakfastGuest(5, "shed", "Shed", "Private"),
    BreakfastGuest(6, "shed", "Shed", "Voluntary"),
]
TABLES = {1: (1, 2, 3), 2: (4, 6), 3: (5,)}


def test_who_sat_with_whom_and_their_own_sector_are_known() -> None:
    sectors = {guest.person: guest.sector for guest in GUESTS}
    seats = [Sitting(p, sectors[p], 1, table) for table, people in TABLES.items() for p in people]
    assert sectors_known([Breakfast(1, "", date(2026, 3, 5), GUESTS, seats, 3, 6)]) == {
        "shed": {"Voluntary", "Public", "Private"},
        "council": {"Public", "Voluntary", "Private"},
        "pantry": {"Voluntary"},
    }


def test_a_name_is_one_over_the_series_and_in_capitals_only_where_there_is_no_other() -> None:
    spellings = (
        ["HEALTHWATCH WEST", "HEALTHWATCH WEST", "Healthwatch West"],
        ["NHS GGC", "Nhs Ggc", "NHS GGC"],
        ["OPEN DOOR"],
    )  # fmt: skip
    earlier, told = (
        Breakfast(
            number, "", date(2026, 3, number),
            [
                BreakfastGuest(n, str(key), names[n], "Public")
                for key, names in enumerate(spellings) for n in people if n < len(names)
            ],
            [], 0, 0,
        )
        for number, people in ((1, (1, 2)), (2, (0,)))
    )  # fmt: skip
    named = organisations_of([told], ["Public"], [earlier, told])
    assert [name for _, name, _ in named] == ["Healthwatch West", "NHS GGC", "OPEN DOOR"]
