"""Badges: every label where its sheet has it, every code readable, the same from both sides."""

import dataclasses
from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from scheduler.domain.languages import speaking
from scheduler.domain.paper.badges import Badge
from scheduler.domain.paper.labels import LABEL_FORMATS, LabelFormat, Placing
from scheduler.domain.paper.sheet_data import Shape
from scheduler.exports.paper.badges import badges_part, calibration_part
from scheduler.exports.paper.print_run import print_pdf
from tests.exports.paper.printed import boxes, codes, near
from tests.exports.paper.sheet_cases import flat, glyph_sizes, glyphs_missing, pages, texts

NAMES = ("Alan Imrie", "Małgorzata Nowak-Żak", "Dr Kirsty Dąbrowska", "王小明", "محمد عبد الرحمن")
LONG = "Bartholomew-Christopher Featherstonehaugh-Cholmondeley van der Something"


DAY = datetime(2027, 2, 3, 8, 30, tzinfo=UTC)


def people(number: int) -> list[Badge]:
    return [
        Badge(
            number=str(1000 + at),
            name=NAMES[at % len(NAMES)],
            organisation="Cart Valley Credit Union",
            sector=("Voluntary", "Public", "Private")[at % 3],
            shape=list(Shape)[at % 3],
            style=at % 3 + 1,
            link=f"https://crosstalk.example.org/me/{'x' * 39}{at:04}",
        )
        for at in range(number)
    ]


def printed(placing: Placing, badges: list[Badge]) -> bytes:
    return print_pdf("Winter", [badges_part(placing, badges, "Winter breakfast", DAY)])


@pytest.mark.parametrize("label", LABEL_FORMATS, ids=lambda each: each.key)
def test_each_badge_stands_on_its_label_to_a_fifth_of_a_millimetre(label: LabelFormat) -> None:
    placing = Placing(label, start=min(2, label.each), right=0.7, down=-0.4)
    badges = people(label.each)
    read = pages(printed(placing, badges))
    assert len(read) == (2 if label.each > 1 else 1)
    for page, sheet in zip(read, placing.sheets(len(badges)), strict=True):
        size = (float(page.mediabox.width) * 25.4 / 72, float(page.mediabox.height) * 25.4 / 72)
        assert size == pytest.approx((label.page_width, label.page_height), abs=0.1)
        for _, place in sheet:
            row, column = divmod(place, label.columns)
            left = label.left + column * label.across + 0.7
            wanted = (left, label.top + row * label.down - 0.4, label.width, label.height)
            assert [near(box, wanted) for box in boxes(page)].count(True) == 1


def test_the_calibration_page_draws_every_label_where_badges_are_printed() -> None:
    placing = Placing(LABEL_FORMATS[3], right=1.5)
    (page,) = pages(print_pdf("Winter", [calibration_part(placing)]))
    for place in range(10):
        wanted = (*placing.spot(place), 80, 50)
        assert any(near(box, wanted) for box in boxes(page))
    assert "shifted by 1.5 mm to the right" in flat(page.extract_text())
    with speaking("pl"):
        (page,) = pages(print_pdf("Winter", [calibration_part(placing)]))
    assert "przesunięta o 1.5 mm w prawo i 0 mm w dół" in flat(page.extract_text())


def test_every_code_reads_and_checks_its_own_person_in() -> None:
    for label in LABEL_FORMATS:
        badges = people(label.each)
        assert codes(printed(Placing(label), badges)) == [badge.link for badge in badges]


def test_a_back_says_the_same_behind_its_front() -> None:
    badges = people(3)
    front, back = pages(printed(Placing(LABEL_FORMATS[0], backs=True), badges))
    assert sorted(flat(front.extract_text())) == sorted(flat(back.extract_text()))
    assert codes(printed(Placing(LABEL_FORMATS[0], backs=True), badges)) == [
        badges[at].link for at in (0, 1, 2, 1, 0, 2)
    ]


def test_a_badge_says_everything_of_its_person_and_nothing_is_too_small() -> None:
    plain = people(1)[0]
    badges = [
        dataclasses.replace(plain, mark="Please face me: I lip-read"),
        dataclasses.replace(plain, name=LONG, organisation="o" * 200, sector="s" * 60),
        dataclasses.replace(plain, name="W" * 180),
    ]
    for label in LABEL_FORMATS:
        content = printed(Placing(label), badges)
        text = flat("".join(texts(content)))
        for words in ("Alan", "Imrie", "Cart Valley", "Please face me: I lip-read", "No. 1000"):
            assert words in text
        assert min(size for page in pages(content) for size in glyph_sizes(page)) >= 9
        assert glyphs_missing(content) == 0


def test_the_first_name_is_the_largest_and_as_large_as_its_badge_allows() -> None:
    sizes = {}
    for name in ("Jo Ng", "Małgorzata Ng"):
        badge = dataclasses.replace(people(1)[0], name=name)
        (page,) = pages(printed(Placing(LABEL_FORMATS[2]), [badge]))
        sizes[name] = max(glyph_sizes(page))
    assert sizes["Jo Ng"] > sizes["Małgorzata Ng"] >= 36


def test_first_names_of_all_sizes_stand_on_one_line() -> None:
    badges = [dataclasses.replace(people(1)[0], name=f"{name} Ng") for name in ("Jo", "Małgorzata")]
    read = PdfReader(BytesIO(printed(Placing(LABEL_FORMATS[0]), badges)))
    lines: dict[str, float] = {}
    read.pages[0].extract_text(
        visitor_text=lambda text, cm, tm, font, size: lines.update({text.strip(): tm[5] + cm[5]})
    )
    heights = [height for name, height in lines.items() if name in ("Jo", "Małgorzata")]
    assert len(heights) == 2
    assert heights[0] == pytest.approx(heights[1], abs=1)


def test_the_same_badges_are_the_same_bytes_and_tagged() -> None:
    first, second = (printed(Placing(LABEL_FORMATS[2]), people(9)) for _ in range(2))
    assert first == second
    root = PdfReader(BytesIO(first)).trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "en")


def test_fixed_words_are_in_the_language_of_who_wears_it() -> None:
    welsh = [dataclasses.replace(badge, language="cy") for badge in people(1)]
    (text, *_) = texts(printed(Placing(LABEL_FORMATS[0]), welsh))
    assert [words for words in ("Rhif 1000", "No. 1000") if words in flat(text)] == ["Rhif 1000"]


def test_own_tables_stand_below_on_tall_badges_alone_and_in_the_wearers_language() -> None:
    tables = ("4", "12", "–", "11", "3")
    plain, welsh = people(2)
    badges = [
        dataclasses.replace(plain, tables=tables),
        dataclasses.replace(welsh, tables=("7",) * 20, language="cy"),
    ]
    for label in LABEL_FORMATS:
        text = flat(" ".join(texts(printed(Placing(label), badges))))
        found = [words for words in ("My tables", "Fy myrddau") if words in text]
        assert found == (["My tables", "Fy myrddau"] if label.tall else [])
        assert ("4 12 – 11 3" in text) == label.tall
    many = printed(Placing(LABEL_FORMATS[0]), badges)
    assert min(size for page in pages(many) for size in glyph_sizes(page)) >= 9
    before = flat(" ".join(texts(printed(Placing(LABEL_FORMATS[0]), [plain]))))
    assert "My tables" not in before
