"""The sheets' letters: every script, every length, nothing cut off, nothing run as code."""

import hashlib
import re

import pytest

from scheduler.exports.paper.sheets import (
    host_sheets_pdf,
    print_warnings,
    round_lists_pdf,
    sort_key,
    wall_list_pdf,
)
from scheduler.exports.paper.typst_render import FONTS
from tests.exports.paper.pictures import ink_near_edges
from tests.exports.paper.sheet_cases import (
    a_person,
    a_room,
    an_event,
    an_event_of_the_longest_texts,
    flat,
    pages,
    texts,
)

README = FONTS.parent / "README.md"


def test_the_longest_names_are_printed_to_their_last_letter() -> None:
    data = an_event_of_the_longest_texts()
    for content, times in [
        (host_sheets_pdf(data), 2),
        (round_lists_pdf(data), 2),
        (wall_list_pdf(data), 1),
    ]:
        text = "".join(texts(content))
        longest = re.sub(r"Wednesday|What|^W ", "", text, flags=re.MULTILINE)
        assert longest.count("W") == 180 * times
        assert text.count("x") == 200 * times


def test_nothing_is_printed_within_6_mm_of_an_edge() -> None:
    assert ink_near_edges(a_room(people=12, tables=2, rounds=2)) == 0
    assert ink_near_edges(an_event_of_the_longest_texts()) == 0


@pytest.mark.parametrize(
    "name",
    ["Małgorzata Łęcka-Żak", "Παναγιώτης Αλεξόπουλος", "Екатерина Воробьёва", "王小明", "김민준"],
)
def test_names_in_other_letters_read_back(name: str) -> None:
    data = an_event((a_person(0, 1), a_person(1, name=name)), 1, 1)
    for content in (host_sheets_pdf(data), round_lists_pdf(data), wall_list_pdf(data)):
        assert name in flat("".join(texts(content)))
    assert print_warnings(data) == ()


@pytest.mark.parametrize(
    ("name", "font"),
    [
        ("محمد عبد الرحمن", "NotoNaskhArabic"),
        ("प्रियंका शर्मा", "NotoSansDevanagari"),
        ("王小明", "DroidSansFallback"),
        ("김민준", "NotoSansCJKkr"),
        ("তাসনিম রহমান", "NotoSansBengali"),
        ("ਹਰਪ੍ਰੀਤ ਕੌਰ", "NotoSansGurmukhi"),
        ("தமிழ் செல்வன்", "NotoSansTamil"),
        ("יעל כהן", "NotoSansHebrew"),
    ],
)
def test_each_script_is_set_in_its_own_vendored_font(name: str, font: str) -> None:
    data = an_event((a_person(0, 1), a_person(1, name=name)), 1, 1)
    (page,) = pages(wall_list_pdf(data))
    fonts = {str(f.get_object()["/BaseFont"]) for f in page["/Resources"]["/Font"].values()}  # type: ignore[index]
    families = {re.sub(r"^/\w+\+|-.*$", "", f) for f in fonts}
    assert families == {"NotoSans", font}
    assert print_warnings(data) == ()


def test_every_font_is_the_one_that_the_list_names_and_comes_with_its_licence() -> None:
    folder = FONTS.parent
    listed = re.findall(
        r"^\| `([^`]+)` \|.* `([0-9a-f]{64})` \|$", README.read_text(), re.MULTILINE
    )
    fonts = {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*.*")
        if path.suffix in (".ttf", ".otf", ".woff2")
    }
    assert dict(listed) == fonts
    assert {path.name for path in folder.rglob("*.txt")} == {
        "OFL-atkinson-hyperlegible-next.txt",
        "OFL-noto.txt",
        "LICENSE-Apache-2.0-droid.txt",
    }


def test_a_letter_without_a_glyph_is_visible_and_warned_about() -> None:
    data = an_event((a_person(0, 1), a_person(1, name="Ann 😀 Lee")), 1, 1)
    assert "Ann � Lee" in flat(texts(wall_list_pdf(data))[0])
    assert print_warnings(data) == ("'Ann 😀 Lee' holds letters the sheets print as �: 😀",)


def test_text_is_never_run_as_markup() -> None:
    name = '#panic() *Ann* "Lee" $x$'
    data = an_event((a_person(0, 1), a_person(1, name=name)), 1, 1)
    assert name in flat(texts(wall_list_pdf(data))[0])


def test_the_wall_sets_accents_and_case_aside_and_other_alphabets_last() -> None:
    names = ["Ørjan", "Жанна", "łukasz", "Ágnes", "Lena", "Agnes", "王"]
    assert sorted(names, key=sort_key) == [
        "Agnes", "Ágnes", "Lena", "łukasz", "Ørjan", "Жанна", "王",
    ]  # fmt: skip
