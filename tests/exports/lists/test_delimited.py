"""Bytes to rows: encodings, separators, line numbers, broken files."""

import pytest

from scheduler.errors import UnreadableFile
from scheduler.exports.lists.delimited import (
    decode,
    heading_key,
    read_raw_rows,
    read_rows,
    safe_cell,
    write_rows,
)
from scheduler.exports.lists.rows import Row

NAMES = "name,town\nZoë Łuczak,Kraków\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_with_and_without_a_byte_order_mark(encoding: str) -> None:
    assert decode(NAMES.encode(encoding)) == NAMES


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_latin_heading_is_enough_to_know_utf_16(encoding: str) -> None:
    text = "a,b\n" + "李一明,北京大学\n" * 40
    assert decode(text.encode(encoding)) == text


def test_windows_1252_is_read_when_the_bytes_are_not_utf_8() -> None:
    assert decode("Siân O’Hara – £5".encode("cp1252")) == "Siân O’Hara – £5"


def test_a_byte_without_meaning_in_windows_1252_does_not_stop_the_rest() -> None:
    assert decode(b"Si\xe2n\x81") == "Siân\x81"


@pytest.mark.parametrize("data", [b"PK\x03\x04rest", b"name\0\0\0x"])
def test_what_is_not_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        decode(data)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_are_recognised(separator: str) -> None:
    data = f"name{separator}town\nJo{separator}Ayr\n".encode()
    assert read_rows(data) == [Row(1, ("name", "town")), Row(2, ("Jo", "Ayr"))]


def test_lists_inside_cells_do_not_decide_the_separator() -> None:
    data = b"name,asks\nJo,a;b;c;d\nAl,e;f;g;h\n"
    assert read_rows(data, ("name", "asks"))[1] == Row(2, ("Jo", "a;b;c;d"))


def test_a_title_above_the_header_does_not_decide_the_separator() -> None:
    data = b"Breakfast, list, November\nname;sector\nJo;Public\n"
    assert read_rows(data, ("name", "sector"))[2] == Row(3, ("Jo", "Public"))


def test_the_separator_may_be_declared() -> None:
    assert read_rows(b"sep=;\nname;town\n") == [Row(2, ("name", "town"))]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_numbers_are_physical(end: str) -> None:
    data = end.join(("name,town", "", '"Jo', 'Ann",Ayr', " , ", "Al,Oban")).encode()
    assert [row.line for row in read_rows(data)] == [1, 3, 6]


def test_a_quotation_mark_never_closed_is_named_by_its_line() -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_rows(b'name,town\nJo,Ayr\n"Al,Oban\nSue,Wick\n')
    assert caught.value.sentence == "Line 3 opens a quotation mark that is never closed."


def test_a_quotation_mark_that_a_later_line_closes_swallows_nobody() -> None:
    lines = ["name,town,sector", '"Ann,Ayr,Public', "Bob,Bute,Public", 'Cat,"Coll",Public']
    with pytest.raises(UnreadableFile) as caught:
        read_rows("\n".join(lines).encode())
    assert caught.value.sentence == "Line 2 opens a quotation mark that is never closed."
    rows = read_rows(b'name,town,sector\n"Ann\nLee","Ayr, by the sea",Public\n')
    assert rows[1].cells == ("Ann\nLee", "Ayr, by the sea", "Public")


def test_quotation_marks_inside_a_cell_are_kept() -> None:
    data = b'name;town\nJo;"The ""Wee"" Hub; Paisley"\n'
    assert read_rows(data)[1].cells == ("Jo", 'The "Wee" Hub; Paisley')


def test_a_space_before_a_quotation_mark_is_no_part_of_the_cell() -> None:
    data = b'"name" , "town"\nJo,  "Ayr, East" \n'
    assert [row.cells for row in read_rows(data)] == [("name", "town"), ("Jo", "Ayr, East")]


def test_headings_are_equal_without_regard_to_case_and_space() -> None:
    assert heading_key("  Host Table ") == heading_key("host_table") == "host_table"


@pytest.mark.parametrize("text", ["=1+1", "+44 1", "-x", "@me", "\tx"])
def test_nothing_written_is_taken_for_a_formula(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


def test_rows_are_written_and_read_back() -> None:
    rows = [["name", "note"], ["Jo, Ann", 'says "hi"']]
    assert [list(row.cells) for row in read_rows(write_rows(rows).encode())] == rows


@pytest.mark.parametrize(
    "start",
    [
        "<html><table>",
        "\ufeff\r\n<!DOCTYPE html>",
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook>',
        "<!-- a --><!-- b -->\n<table border=1>",
        '<meta charset="utf-8">',
    ],
)
def test_a_web_page_is_refused_in_a_sentence(start: str) -> None:
    with pytest.raises(UnreadableFile, match=r"^This is a web page"):
        read_raw_rows(f"{start}<tr><td>Ann</td></tr>".encode())
    assert len(read_raw_rows(b"<Ann>,Hub\n" + b"<!-- -->" * 500)) == 2
