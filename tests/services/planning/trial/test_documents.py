"""A list that somebody tries: its paper and spreadsheet come from what the page sends back."""

from scheduler.services.planning.trial.documents import trial_csv

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
