"""When two spellings name one organisation."""

import pytest

from scheduler.domain.people.organisations import organisation_key, spellings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NHS GGC", "NHS  ggc "),
        ("Westside Recovery Café", "westside recovery cafe"),
        ("Hub & Co.", "HUB and Co"),
        ("St. John’s", "st johns"),
        ("Łódź Trust", "łódź-trust"),
        ("Łódź Trust", "Lodz Trust"),
        ("ＮＨＳ", "NHS"),
        ("Sağlık Vakfı", "SAGLIK VAKFI"),
        ("N.H.S. GGC", "NHS GGC"),
        ("N.H.S.", "NHS"),
        ("Braes Ltd", "Braes Limited"),
        ("Braes Ltd.", "BRAES LIMITED"),
        ("Hub Community Interest Company", "Hub CIC"),
        ("The Hub", "Hub"),
        ("N H S", "NHS"),
        ("R N I B Scotland", "R.N.I.B. Scotland"),
    ],
)
def test_spellings_of_one_organisation_are_one(one: str, other: str) -> None:
    assert organisation_key(one) == organisation_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hub", "Hub 2"),
        ("NHS East", "NHS West"),
        ("Braes Ltd", "Braes"),
        ("Limited Editions", "Ltd Editions"),
        ("Me Too Trust", "No Limits"),
        ("Independent Living", "Volunteer Scotland"),
        ("Self", "X Ltd"),
        ("कमल", "कमला"),
        ("🌼", "🌻"),
    ],
)
def test_different_organisations_stay_apart(one: str, other: str) -> None:
    assert organisation_key(one) != organisation_key(other)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "  ",
        "-",
        "—",
        "n/a",
        "N/A",
        "none",
        "None.",
        "self-employed",
        "Self employed",
        "Freelance",
        "retired",
        "tbc",
        "None yet",
        "Self-employed (sole trader)",
        "n/a – retired",
        "N/A (volunteer)",
        "I am retired",
        "no-one",
        "T.B.C.",
        "n.a.",
        "No org",
        "Unaffiliated",
        "unpaid carer",
        "Member of the public",
    ],
)
def test_an_empty_name_is_no_organisation(name: str) -> None:
    assert organisation_key(name) == ""


def test_an_organisation_is_read_in_the_spelling_that_most_use() -> None:
    union = [("BRAES CREDIT UNION", 3), ("Braes  Credit Union", 1)]
    spelt = spellings([*union, ("Dene Ltd", 2), ("Dene Limited", 1)])
    assert spelt.of("BRAES CREDIT UNION") == "Braes Credit Union"
    assert spelt.of("Dene Limited") == "Dene Ltd"
    assert [spelt.of(name) for name in ("NHS GGC", "", "n/a")] == ["NHS GGC", "", "n/a"]
    assert spellings([("CART VALLEY TRUST", 2)]).of("CART VALLEY TRUST") == "CART VALLEY TRUST"
