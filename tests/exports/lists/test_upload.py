"""Uploads are read by a child with limits."""

import pytest

from scheduler.errors import UnreadableFile
from scheduler.exports.lists.rows import Row, Sheet
from scheduler.exports.lists.upload import MOST_LINES, read_upload, sheets_of
from scheduler.exports.lists.workbook import TOO_LARGE
from tests.exports.lists.test_workbook import LISTS, book_of, unpacking_to


def test_text_comes_back_with_its_letters_still_to_be_read() -> None:
    [sheet] = sheets_of(read_upload("Name;Town\nZoë;Łódź\n".encode()))
    assert sheet == Sheet("", (Row(1, ("Name", "Town")), Row(2, ("ZoÃ«", "Å\x81Ã³dÅº"))))


def test_a_workbook_comes_back_with_its_marks() -> None:
    [sheet] = sheets_of(read_upload((LISTS / "hidden-row.xlsx").read_bytes()))
    assert sheet.rows[2] == Row(
        3,
        ("Bob Ure", "Kelder Council", "Public", "bob.ure@example.org"),
        ("The row is hidden in the workbook.",),
        hidden=True,
    )


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (unpacking_to(140_000_000), TOO_LARGE),
        (b",".join(b"x" for _ in range(201)), TOO_LARGE),
        (b"\n" * (MOST_LINES + 1), TOO_LARGE),
        (b'name\n"Ann', "Line 2 opens a quotation mark that is never closed."),
        (b"PK\x03\x04no", "This workbook is damaged: save it again as .xlsx or CSV."),
    ],
)
def test_what_is_no_list_is_refused_in_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_upload(data)
    assert refused.value.sentence == sentence


NARROW = range(20_000_000, 28_000_000, 1_500_000)
"""What is missed first differs: a library, a buffer, an object."""


@pytest.mark.parametrize("limits", [{"seconds": 0}, *({"memory": m} for m in NARROW)])
def test_the_child_ends_at_its_limits(limits: dict[str, int]) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_upload(book_of(*[["Ann", "Hub"]] * 2000), **limits)
    assert refused.value.sentence == TOO_LARGE
