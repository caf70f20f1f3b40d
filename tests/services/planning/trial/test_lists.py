"""A list that somebody pastes."""

import pytest

from scheduler.errors import InvalidInput
from scheduler.services.planning.trial.lists import list_with_headings

LIST = "name,organisation,sector\nAnn Lee,Hub,Public\nBo Ek,Pantry,Private\n=Cy,Hub,Public\n"


def test_a_list_without_headings_gets_some() -> None:
    assert list_with_headings(LIST) == LIST
    first, *rest = list_with_headings("Ann Lee,Hub,ann@example.org\n").splitlines()
    assert (first, rest) == ("name,organisation,email", ["Ann Lee,Hub,ann@example.org"])
    with pytest.raises(InvalidInput) as refused:
        list_with_headings(" \n")
    assert refused.value.field == "people"
