"""docs/organisers.md says what is read and printed: its tables are made from what is tried here."""

import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from scheduler.errors import UnreadableFile
from scheduler.exports.lists.delimited import SEPARATORS, read_rows
from scheduler.exports.lists.encodings import ENCODINGS
from scheduler.exports.lists.workbook import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, read_workbook
from scheduler.exports.paper.glyphs import missing_characters
from scheduler.services.people.importing.import_reading import MOST_PEOPLE
from tests.exports.lists.test_encodings import WRITTEN, written

GUIDE = Path(__file__).parents[3] / "docs" / "organisers.md"
NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
ALPHABETS = {
    "Latin": "Łucja Ŵyn Nguyễn Þór",
    "Greek": "Γιώργος",
    "Cyrillic": "Олена Ђорђе",
    "Arabic": "محمد علي",
    "Hebrew": "דוד לוי",
    "Devanagari": "कमला देवी",
    "Bengali": "অনিমা",
    "Gurmukhi": "ਗੁਰਪ੍ਰੀਤ",
    "Gujarati": "ગીતા પટેલ",
    "Odia": "କମଳା",
    "Tamil": "கமலா",
    "Telugu": "కమల",
    "Kannada": "ಕಾವ್ಯಾ ಗೌಡ",
    "Malayalam": "മീര നായർ",
    "Sinhala": "කමල",
    "Thai": "สมชาย",
    "Lao": "ສົມໃຈ",
    "Burmese": "နန်းခင်",
    "Khmer": "សុខា",
    "Tibetan": "བསྟན་འཛིན",
    "Georgian": "ამირან",
    "Armenian": "Անի",
    "Ethiopic": "አበበ",
    "Thaana": "އަހްމަދު",
    "Syriac": "ܐܒܐ",
    "Cherokee": "ᏣᎳᎩ",
    "Inuktitut": "ᐃᓄᒃ",
    "Tifinagh": "ⵜⵉⴼⵉⵏⴰⵖ",
    "N'Ko": "ߒߞߏ",
    "Mongolian": "ᠮᠣᠩᠭᠣᠯ",
    "Yi": "ꋍꐥ",
    "Vai": "ꕙꔤ",
    "Javanese": "ꦗꦮ",
    "Coptic": "ⲀⲚⲚⲀ",
    "Balinese": "ᬩᬮᬶ",
    "Chinese": "李一明",
    "Japanese": "たなか タナカ",
    "Korean": "김민수",
}


def table() -> str:
    """The table as the guide has it."""
    rows = {
        "Text": f"CSV, TXT and TSV with a {listed(NAMES[s] for s in SEPARATORS)}, or one that a "
        "first line such as `sep=;` names",
        "Excel": ".xlsx; the old .xls is refused with a sentence",
        "Encodings": f"UTF-8, UTF-16, {', '.join(ENCODINGS.values())}; text encoded twice",
        "Sheets": "the visible one whose headings are known best, or the one you choose",
        "Size": f"at most {MOST_PEOPLE:,} rows (of {MOST_ROWS:,} in a sheet), {MOST_COLUMNS} "
        f"columns and {MOST_BYTES // 1_000_000} MB when unpacked",
        "Alphabets read": "all",
        "Alphabets printed": listed(ALPHABETS, "and"),
    }
    return "\n".join(f"| {name} | {text} |" for name, text in rows.items())


def listed(words: Iterable[str], last: str = "or") -> str:
    *first, end = words
    return f"{', '.join(first)} {last} {end}"


def test_the_guide_has_the_table() -> None:
    head = r"\| A list \| .*\n\| --- \| --- \|\n"
    found = re.search(head + r"((?:\|.*\n)+)", GUIDE.read_text("utf-8"))
    assert found is not None
    assert found[1].rstrip() == table()


@pytest.mark.parametrize("separator", SEPARATORS)
def test_every_separator_named_is_read(separator: str) -> None:
    rows = read_rows(f"name{separator}town\nAnn{separator}Ayr\n".encode())
    assert rows[1].cells == ("Ann", "Ayr")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", *ENCODINGS])
def test_every_encoding_named_is_read(encoding: str) -> None:
    names = WRITTEN.get(encoding, list(ALPHABETS.values()))
    rows = read_rows(written("\n".join(["name", *names]), encoding), ("name",))
    assert [row.cells[0] for row in rows[1:]] == names


@pytest.mark.parametrize("name", ALPHABETS.values())
def test_every_alphabet_named_is_read_from_a_workbook_and_printed(name: str) -> None:
    book, out = Workbook(), BytesIO()
    assert book.active is not None
    book.active.append([name])
    book.save(out)
    [sheet] = read_workbook(out.getvalue())
    assert sheet.rows[0].cells == (name,)
    assert missing_characters(name) == set()


def test_an_old_workbook_is_refused() -> None:
    with pytest.raises(UnreadableFile, match=r"^This workbook is of the old \.xls kind"):
        read_workbook(b"\xd0\xcf\x11\xe0 old")
