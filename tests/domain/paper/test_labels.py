"""Labels on their sheets, and what a badge calls somebody."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.paper.labels import LABEL_FORMATS, LabelFormat, Placing, format_called
from scheduler.errors import InvalidInput


@pytest.mark.parametrize("label", LABEL_FORMATS, ids=lambda each: each.key)
def test_labels_do_not_overlap_and_stay_on_their_sheet(label: LabelFormat) -> None:
    for place in range(label.each):
        x, y = label.corner(place)
        assert (x, y) >= (0, 0)
        assert x + label.width <= label.page_width + 0.01
        assert y + label.height <= label.page_height + 0.01
    assert label.columns == 1 or label.across >= label.width
    assert label.rows == 1 or label.down >= label.height


@given(st.sampled_from(LABEL_FORMATS), st.integers(1, 10), st.integers(0, 40))
def test_every_label_is_printed_once_and_no_place_is_used_twice(
    label: LabelFormat, start: int, labels: int
) -> None:
    placing = Placing(label, min(start, label.each))
    sheets = list(placing.sheets(labels))
    assert [number for sheet in sheets for number, _ in sheet] == list(range(labels))
    assert all(sheets)
    for at, sheet in enumerate(sheets):
        first = placing.start - 1 if at == 0 else 0
        assert [place for _, place in sheet] == list(range(first, first + len(sheet)))


@pytest.mark.parametrize(
    ("values", "field"),
    [({"start": 0}, "start"), ({"start": 5}, "start"), ({"right": 11}, "right")],
)
def test_what_no_sheet_has_is_refused_beside_its_field(values: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        Placing(format_called("a6"), **values)
    assert refused.value.field == field
