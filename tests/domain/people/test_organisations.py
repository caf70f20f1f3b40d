"""When two spellings name one organisation."""

import pytest

from scheduler.domain.people.organisations import organisation_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NHS GGC", "NHS  ggc "),
        ("Westside Recovery Café", "westside recovery cafe"),
        ("Hub & Co.", "HUB and Co"),
        ("St. John’s", "st johns"),
        ("Łódź Trust", "łódź-trust"),
    ],
)
def test_spellings_of_one_organisation_are_one(one: str, other: str) -> None:
    assert organisation_key(one) == organisation_key(other)


@pytest.mark.parametrize(("one", "other"), [("Hub", "Hub 2"), ("NHS East", "NHS West")])
def test_different_organisations_stay_apart(one: str, other: str) -> None:
    assert organisation_key(one) != organisation_key(other)


@pytest.mark.parametrize("name", ["", "  ", "-"])
def test_an_empty_name_is_no_organisation(name: str) -> None:
    assert organisation_key(name) == ""
