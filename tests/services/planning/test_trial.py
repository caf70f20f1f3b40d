"""A list that somebody tries: its paper and spreadsheet come from what the page sends back."""

import pytest

from scheduler.errors import InvalidInput
from scheduler.services.planning.trial import list_with_headings, trial_csv

LIST = "name,organisation,sector\nAnn Lee,Hub,Public\nBo Ek,Pantry,Private\n=Cy,Hub,Public\n"


def test_the_spreadsheet_has_a_row_for_each_person_and_round() -> None:
    assert trial_csv(LIST, "[[[[0,1]],[2]],[[[2,1]],[0]]]").splitlines() == [
        "round,table,name,organisation,sector",
        "1,1,Ann Lee,Hub,Public",
        "1,1,Bo Ek,Pantry,Private",
        "1,sits out,'=Cy,Hub,Public",
        "2,1,'=Cy,Hub,Public",
        "2,1,Bo Ek,Pantry,Private",
        "2,sits out,Ann Lee,Hub,Public",
    ]


@pytest.mark.parametrize(
    "seating",
    ["", "{", "[1]", "[[[[0,3]],[]]]", "[[[[0,0]],[]]]", "[[[[true]],[]]]", "[" * 100_000],
    ids=["empty", "no JSON", "no rounds", "nobody of the list", "twice", "no number", "deep"],
)
def test_a_seating_of_another_list_is_refused(seating: str) -> None:
    with pytest.raises(InvalidInput, match="do not belong to this list"):
        trial_csv(LIST, seating)


def test_a_list_without_headings_gets_some() -> None:
    assert list_with_headings(LIST) == LIST
    first, *rest = list_with_headings("Ann Lee,Hub,ann@example.org\n").splitlines()
    assert (first, rest) == ("name,organisation,email", ["Ann Lee,Hub,ann@example.org"])
    with pytest.raises(InvalidInput) as refused:
        list_with_headings(" \n")
    assert refused.value.field == "people"
