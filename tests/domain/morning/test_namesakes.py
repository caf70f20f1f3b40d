"""Two Ann Lees are told apart by where they come from."""

from scheduler.domain.morning.namesakes import is_named_alike, offices_of_namesakes


def test_only_of_a_name_that_two_share_the_organisation_is_told() -> None:
    people = [(1, "Ann Lee", "Bakers"), (2, "Ánn  Lee", "NHS"), (3, "Ann Lee", ""), (4, "Bo", "X")]
    assert offices_of_namesakes(people) == {1: "Bakers", 2: "NHS"}
    assert is_named_alike("ann LEE", "Ann Lee ")
    assert not is_named_alike("Ann Lee", "Anna Lee")
