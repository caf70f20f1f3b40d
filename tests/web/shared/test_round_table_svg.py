"""The drawing of a table: what is in it, what it says, and that names are text."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.planning.round_table import MEASURES, Mark, Sitter, draw
from scheduler.web.shared.round_table_svg import round_table_svg

ESTHER = Sitter("Esther Patel", "Voluntary", 1, host=True)
SITTERS = st.none() | st.builds(
    Sitter,
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), max_size=60),
    st.sampled_from(["", "Public & <b>"]),
    st.integers(0, 6),
    marks=st.frozensets(st.sampled_from(list(Mark))),
)


@given(
    sitters=st.lists(SITTERS, max_size=14),
    size=st.sampled_from(sorted(MEASURES)),
    number=st.integers(1, 99) | st.just("<4>"),
    beside=st.booleans(),
)
def test_whatever_people_are_called_it_is_one_drawing_with_a_shape_for_each_seat(
    sitters: list[Sitter | None], size: int, number: int | str, beside: bool
) -> None:
    table = draw(number, sitters, size)
    drawing = ElementTree.fromstring(round_table_svg(table, beside))
    shapes = [e for e in drawing.iter("path") if e.get("class") in ("shape", "free")]
    assert len(shapes) == len(sitters)
    assert drawing.get("aria-label") == (None if beside else table.label)
    assert [e.text for e in drawing.iter("text") if e.get("class") == "number"] == [str(number)]


def test_names_stand_at_the_largest_size_with_the_host_named_so() -> None:
    you = Sitter("Mei Ng", "", 0, you=True, marks=frozenset({Mark.FOLLOWED}))
    drawing = ElementTree.fromstring(round_table_svg(draw(4, [you, ESTHER, None], 320)))
    named = ["".join(e.itertext()) for e in drawing.iter("text") if "name" in str(e.get("class"))]
    assert named == ["EstherPatel · host", "You sit here"]


@pytest.mark.parametrize(("width", "shown"), [(None, "48"), (96, "96")])
def test_it_is_as_wide_as_asked(width: int | None, shown: str) -> None:
    drawing = ElementTree.fromstring(round_table_svg(draw(4, [ESTHER], 48), True, width))
    assert (drawing.get("width"), drawing.get("height")) == (shown, shown)
