"""Letters of lists: guessed line by line, offered, mended."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.errors import UnreadableFile
from scheduler.exports.lists.delimited import read_raw_rows, read_rows
from scheduler.exports.lists.encodings import (
    ENCODINGS,
    Letters,
    find_letters,
    mended,
    raw,
    read_letters,
    sentence_on,
)
from scheduler.exports.lists.rows import Row

LISTS = Path(__file__).parents[2] / "data" / "lists"
ODD = "This line is written in another encoding than the others: check its letters."
WRITTEN = {
    "cp1252": ["Siân O’Hara – £5", "René Weiß", "SÃO PAULO", "Œuvre “Zoë”", "Hub – Paisley"],
    "cp1250": ["Paweł Wiśniewski", "Zdeněk Říha", "Győri László", "Jürgen"],
    "mac_roman": ["Zoë Núñez", "don’t stop", "Siân O’Hara – £5", "Björn Åström"],
    "iso8859_2": ["Łucja Żak", "Wiśniewski"],
    "cp1254": ["Ayşe Yıldız", "Gökçe Şahin"],
    "cp1257": ["Jānis Bērziņš"],
    "cp1251": ["Иван Петров", "Общество «Надежда»", "Олена Ткаченко"],
    "koi8_u": ["Иван Петров"],
    "cp1253": ["Γιώργος Παπαδόπουλος", "Ελένη Βασιλείου"],
    "cp850": ["René Weiß", "Núñez"],
    "cp852": ["Zdeněk Říha", "Paweł Wiśniewski", "Łódź"],
    "mac_latin2": ["Paweł Wiśniewski", "Łódź"],
    "cp866": ["Иван Щукин", "Анна Петрова"],
    "mac_cyrillic": ["Иван Щукин", "Анна Петрова"],
    "cp1255": ["דוד לוי", "שרה כהן", "יצחק"],
    "cp1256": ["محمد علي", "فاطمة"],
    "iso8859_15": ["Zoë Œuvrard", "Benoît Lœuf", "Žiga Škof", "Café €5"],
    "iso8859_5": ["Иван Щукин", "Анна Петрова"],
    "iso8859_7": ["Αθηνά Άρτα", "Ελένη Ζώη"],
    "cp737": ["Αθηνά Άρτα", "Ελένη Ζώη"],
    "mac_greek": ["Αθηνά Άρτα", "Ελένη Ζώη"],
    "cp862": ["דוד לוי", "שרה כהן"],
    "iso8859_6": ["محمد علي", "فاطمة"],
    "cp874": ["สมชาย ใจดี", "กมลา"],
    "cp1258": ["Nguyễn Văn An", "Trần Thị Đào", "Hội Chữ thập đỏ", "Bệnh viện Quận 1"],
}


def written(text: str, encoding: str) -> bytes:
    """The bytes; Windows-1258 has the accent of the tone as a byte of its own behind its letter."""
    return "".join(map(_tone_apart, text) if encoding == "cp1258" else text).encode(encoding)


def _tone_apart(sign: str) -> str:
    parts = unicodedata.normalize("NFD", sign)
    tones = "".join(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
    letter = "".join(part for part in parts if part not in tones)
    return unicodedata.normalize("NFC", letter) + tones


def names_in(file: str) -> list[tuple[str, ...]]:
    return [row.cells[:2] for row in read_rows((LISTS / file).read_bytes())[1:]]


def test_every_encoding_offered_has_a_list_written_in_it() -> None:
    assert set(WRITTEN) == set(ENCODINGS)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_encoding_is_guessed_from_the_letters(encoding: str) -> None:
    text = "\n".join(["name", *WRITTEN[encoding]])
    assert [row.cells[0] for row in read_rows(written(text, encoding))] == [
        "name",
        *WRITTEN[encoding],
    ]


def test_letters_of_no_encoding_read_here_are_said_to_be_doubtful() -> None:
    rows = read_raw_rows("name\n田中 花子\n王小明".encode("shift_jis"), ("name",))
    assert sentence_on(find_letters(rows)).startswith("Letters of this list may be wrong")
    rows = read_raw_rows("name\nRené Weiß\nSiân".encode("cp1252"), ("name",))
    assert sentence_on(find_letters(rows)) == ""


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_a_list_without_latin_letters_is_read(encoding: str) -> None:
    lines = "Имя;Организация\nĀнна;Фонд «Ёлка»\n".encode(encoding)
    assert [row.cells for row in read_rows(lines)] == [
        ("Имя", "Организация"),
        ("Āнна", "Фонд «Ёлка»"),
    ]


def test_a_second_mark_of_order_and_the_end_of_file_of_dos_are_nobody() -> None:
    data = "\ufeff\ufeffname\r\nAnn\r\n\x1a".encode()
    assert [row.cells for row in read_rows(data)] == [("name",), ("Ann",)]


def test_a_sign_that_is_no_letter_spoils_its_line_alone() -> None:
    people = "".join(f"Ann Lee,ann{number}@example.org\n" for number in range(9))
    data = f"name,email\n{people}Zo\0ë,zoe@example.org\n".encode()
    rows = read_rows(data)
    assert rows[-1].cells == ("Zoë", "zoe@example.org")
    assert [len(row.notes) for row in rows] == [0] * 10 + [1]
    with pytest.raises(UnreadableFile, match=r"^This is not a text file"):
        read_rows(b"\x89PN\0G\0\0\0" + bytes(range(200)))


def test_letters_behind_escapes_are_refused() -> None:
    with pytest.raises(UnreadableFile, match=r"^This is not a text file"):
        read_rows("name\n田中 花子\n".encode("iso2022_jp"))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_any_encoding_can_be_chosen(encoding: str) -> None:
    rows = read_raw_rows(written("\n".join(WRITTEN[encoding]), encoding), ("name",))
    chosen = read_letters(rows, Letters(encoding))
    assert [" ".join(row.cells) for row in chosen] == WRITTEN[encoding]


@pytest.mark.parametrize(
    ("file", "names"),
    [
        (
            "central-european.csv",
            [("Paweł Wiśniewski", "Fundacja Łódź"), ("Zdeněk Říha", "Město Děčín")],
        ),
        ("mac-roman.csv", [("Zoë Núñez", "Café Ombré"), ("Björn Åström", "Göteborg Röst")]),
        ("utf8-twice.csv", [("Zoë Núñez", "Café Ombré"), ("Renée Müller", "Straßenhilfe")]),
    ],
)
def test_what_offices_send_is_read(file: str, names: list[tuple[str, str]]) -> None:
    assert names_in(file) == names


def test_an_odd_line_spoils_itself_only() -> None:
    rows = read_rows((LISTS / "one-odd-line.csv").read_bytes())
    assert [(row.cells[0], row.notes) for row in rows[1:]] == [
        ("Zoë Núñez", ()),
        ("René Weiß", (ODD,)),
        ("Łucja Żak", ()),
    ]


def test_a_line_of_utf_8_among_others_is_the_odd_one() -> None:
    data = b"".join(
        text.encode(encoding)
        for text, encoding in (
            ("Renée\n", "cp1252"), ("Łucja\n", "utf-8"), ("Zoë\n", "cp1252"), ("Ann\n", "ascii")
        )
    )  # fmt: skip
    assert [(row.cells[0], row.notes) for row in read_rows(data)] == [
        ("Renée", ()), ("Łucja", (ODD,)), ("Zoë", ()), ("Ann", ())
    ]  # fmt: skip


def test_what_may_be_chosen_is_shown_as_it_would_read() -> None:
    found = find_letters(read_raw_rows((LISTS / "central-european.csv").read_bytes()))
    assert next(iter(found.encodings.items())) == (
        "cp1250",
        ("Paweł Wiśniewski", "Fundacja Łódź", "Zdeněk Říha", "Město Děčín"),
    )
    assert found.encodings["cp1252"][0] == "Pawe³ Wiœniewski"
    assert find_letters(read_raw_rows("Zoë".encode())).encodings == {}


@pytest.mark.parametrize("taken_for", ["cp1252", "mac_roman", "cp1250", "latin-1"])
@pytest.mark.parametrize("name", ["Zoë", "René Weiß", "Łódź", "à côté", "Олена"])
def test_text_encoded_twice_is_mended(name: str, taken_for: str) -> None:
    broken = name.encode().decode(taken_for, errors="replace")
    if "\ufffd" not in broken:
        assert mended(broken) == name
        if taken_for == "latin-1":
            assert mended(broken.encode().decode("latin-1")) == name


@pytest.mark.parametrize(
    "text", ["SPÓŁKA", "PĚŠKY", "CAFÉ’S", "“CAFÉ”", "ŻÓŁĆ", "SÃO PAULO", "GÖTEBORG", "ÎLE", "Łódź"]
)
def test_capitals_and_signs_are_not_taken_for_broken_letters(text: str) -> None:
    assert mended(text) is None


@given(st.sampled_from(["ąćęłńóśźż", "äöüß", "âçéèêîôû", "іванєї"]).flatmap(st.text))
def test_what_is_written_well_is_never_mended(text: str) -> None:
    assert mended(text) is None
    assert read_rows(f"name\nx{text}".encode())[1:] == [Row(2, (f"x{text}",))]


def test_one_cell_encoded_twice_among_good_ones_is_only_noted() -> None:
    rows = [Row(n, (raw(text),)) for n, text in enumerate(("Zoë", "CafÃ©", "Łucja", "René"), 1)]
    found = find_letters(rows)
    assert (found.guess.mend, found.mended) == (False, (("CafÃ©", "Café"),))
    assert read_letters(rows, found.guess)[1] == Row(
        2, ("CafÃ©",), ("“CafÃ©” may have been “Café”: check its letters.",)
    )
    assert read_letters(rows, Letters(mend=True))[1] == Row(2, ("Café",))
