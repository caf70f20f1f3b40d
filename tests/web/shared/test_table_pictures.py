"""Drawings beside words: they show the seat that the words speak of, and are silent."""

from xml.etree import ElementTree

import pytest

from scheduler.domain.languages import speaking
from scheduler.web.shared.table_pictures import list_picture, table_picture


@pytest.mark.parametrize(
    ("kind", "taken", "free", "yours"),
    [("people", 5, 0, 0), ("guests", 5, 0, 0), ("nobody", 0, 5, 0), ("yours", 5, 0, 1),
     ("unknown", 1, 4, 1), ("now", 5, 0, 1)],
)  # fmt: skip
def test_a_picture_shows_whose_seat_it_is(kind: str, taken: int, free: int, yours: int) -> None:
    drawing = ElementTree.fromstring(table_picture(kind))
    classes = [path.get("class") for path in drawing.iter("path")]
    rings = [ring for ring in drawing.iter("circle") if ring.get("class") == "ring"]
    assert (classes.count("shape"), classes.count("free"), len(rings)) == (taken, free, yours)
    assert drawing.get("aria-hidden") == "true"


def test_ones_own_seat_says_so_in_the_language_spoken() -> None:
    def letters() -> list[str | None]:
        drawing = ElementTree.fromstring(table_picture("unknown"))
        return [text.text for text in drawing.iter("text") if text.get("class") == "letters"]

    assert letters() == ["you"]
    with speaking("pl"):
        assert letters() == ["Ty"]


def test_a_list_is_sixty_people_who_sit_nowhere() -> None:
    drawing = ElementTree.fromstring(list_picture())
    assert [path.get("class") is not None for path in drawing.iter("path")] == [True] * 60
    assert drawing.get("aria-hidden") == "true"
