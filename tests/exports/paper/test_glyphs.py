"""The sheets' letters: every script, every length, nothing cut off, nothing run as code."""

import hashlib
import re
from typing import cast

import pytest
import typst

from scheduler.domain.paper.surnames import surname_first
from scheduler.domain.people.names import sort_key
from scheduler.exports.paper.glyphs import printable
from scheduler.exports.paper.sheets import (
    host_sheets_pdf,
    print_warning,
    round_lists_pdf,
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
    glyph_sizes,
    glyphs_missing,
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
        organisations = 0 if times == 1 else 200
        text = "".join(texts(content))
        longest = re.sub(r"Wednesday|What|Where|Write|\bW\b", "", text)
        assert longest.count("W") == 180 * times
        assert text.count("x") == organisations * times


def test_no_type_is_smaller_than_12_points_however_long_the_texts() -> None:
    data = an_event_of_the_longest_texts()
    for content in (host_sheets_pdf(data), round_lists_pdf(data), wall_list_pdf(data)):
        assert {size >= 12 for page in pages(content) for size in glyph_sizes(page)} == {True}


def test_nothing_is_printed_within_6_mm_of_an_edge() -> None:
    assert ink_near_edges(a_room(people=12, tables=2, rounds=2)) == 0
    assert ink_near_edges(an_event_of_the_longest_texts()) == 0


@pytest.mark.parametrize(
    "name",
    ["Małgorzata Łęcka-Żak", "Παναγιώτης Αλεξόπουλος", "Екатерина Воробьёва", "王小明", "김민준"],
)
def test_names_in_other_letters_read_back(name: str) -> None:
    data = an_event((a_person(0, 1), a_person(1, name=name)), 1, 1)
    for content in (host_sheets_pdf(data), round_lists_pdf(data)):
        assert name in flat("".join(texts(content)))
    surname, rest = surname_first(name)
    listed = f"{surname}, {rest}" if rest else surname
    assert listed in flat("".join(texts(wall_list_pdf(data))))
    assert print_warning(data.texts()) == ""


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
        ("ગીતા પટેલ", "NotoSansGujarati"),
        ("లక్ష్మీ రావు", "NotoSansTelugu"),
        ("ಕಾವ್ಯಾ ಗೌಡ", "NotoSansKannada"),
        ("മീര നായർ", "NotoSansMalayalam"),
        ("සුනිල් පෙරේරා", "NotoSansSinhala"),
        ("ସୁଭଦ୍ରା ଦାସ", "NotoSansOriya"),
        ("สมชาย ใจดี", "NotoSansThai"),
        ("ສົມໄຊ", "NotoSansLao"),
        ("နန်းခင်", "NotoSansMyanmar"),
        ("សុខា", "NotoSansKhmer"),
        ("བསྟན་འཛིན", "NotoSerifTibetan"),
        ("ამირან ბერიძე", "NotoSansGeorgian"),
        ("Անի Գրիգորյան", "NotoSansArmenian"),
        ("አበበ ቢቂላ", "NotoSansEthiopic"),
        ("އަލީ", "NotoSansThaana"),
        ("ܐܦܪܝܡ", "NotoSansSyriac"),
        ("ߡߊߡߊߘߎ", "NotoSansNKo"),
        ("ⵎⴰⵙⵉⵏ", "NotoSansTifinagh"),
        ("𞤀𞤤𞤭", "NotoSansAdlam"),
        ("ᠪᠠᠲᠤ", "NotoSansMongolian"),
        ("ᏣᎳᎩ", "NotoSansCherokee"),
        ("ᐃᓄᒃ", "NotoSansCanadianAboriginal"),
        ("ᱥᱟᱱᱛᱟᱲ", "NotoSansOlChiki"),
        ("ꯃꯩꯇꯩ", "NotoSansMeeteiMayek"),
        ("فاطمه کریمی", "NotoNaskhArabic"),
    ],
)
def test_each_script_is_set_in_its_own_vendored_font(name: str, font: str) -> None:
    data = an_event((a_person(0, 1), a_person(1, name=name)), 1, 1)
    (page,) = pages(wall_list_pdf(data))
    fonts = {str(f.get_object()["/BaseFont"]) for f in page["/Resources"]["/Font"].values()}
    families = {re.sub(r"^/\w+\+|-.*$", "", f) for f in fonts}
    assert families - {"AtkinsonHyperlegibleNext", "CrosstalkFigures"} == {font}
    assert print_warning(data.texts()) == ""
    assert glyphs_missing(wall_list_pdf(data)) == 0


RARER = (
    "ꋍꐥ", "ꕙꔤ", "ꦗꦮ", "ⲀⲚⲚⲀ", "ᬩᬮᬶ", "ᮞᮥᮔ᮪ᮓ", "ᨒᨚᨈᨑ", "ꚠꚡ", "ᯅᯖᯂ᯲", "ꨌꩌ", "𑄌𑄋𑄴𑄟𑄳𑄦", "ᰛᰩᰵ", "ᤕᤠᤰᤌᤢᤱ",
    "ꓡꓲꓢꓴ", "ᥖᥭᥰ", "ᦟᦹᧉ", "ᨲᩱ", "ꪼꪕ", "ꢱꣃ", "ꠍꠤꠟꠐꠤ", "𐴌𐴝", "𐓏𐓘", "𐒛𐒆", "𖬖𖬰𖬝", "ꤊꤢꤛ", "ꥆꤰ", "ࡌࡀࡍ",
    "ࠔࠌ", "𞠀𞠁", "𑐣𑐾𑐰𑐵", "𞋀𞋁", "𑢹𑢺", "𑃐𑃑", "𖩀𖩁", "𖼀𖼁", "𖫐𖫑", "𐐀𐐁", "ᜀᜁ", "ᜠᜡ", "ᝀᝁ", "ᝠᝡ", "Ⰰⰱ", "𐌰𐌽",
    "ᚠᚢ",
)  # fmt: skip
"""A name in each: Yi, Vai, Javanese, Coptic, Balinese, Sundanese and others of few readers."""


def test_names_in_rarer_scripts_are_printed_to_the_last_letter() -> None:
    people = tuple(a_person(at, name=name) for at, name in enumerate(RARER))
    data = an_event(people, 4, 1)
    assert print_warning(data.texts()) == ""
    content = wall_list_pdf(data)
    assert glyphs_missing(content) == 0
    listed = flat("".join(texts(content)))
    assert [name for name in RARER[:4] if name not in listed] == []


def test_a_latin_name_with_letters_our_face_lacks_is_set_in_one_font_word_by_word() -> None:
    data = an_event((a_person(0, 1), a_person(1, name="Nguyễn Thị Hương")), 1, 1)
    assert "Hương, Nguyễn Thị" in flat(texts(wall_list_pdf(data))[0])
    assert glyphs_missing(wall_list_pdf(data)) == 0


def test_missing_glyphs_are_counted() -> None:
    """What the other tests count is there where a font has no glyph and nobody looked."""
    pdf = typst.compile(
        '#set text(font: "Noto Sans Thai", fallback: false)\nก中国'.encode(),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
    )
    assert glyphs_missing(cast(bytes, pdf)) == 2


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


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("😀 Sam Smile", "Smile, Sam"),
        ("Zoë 🌻", "Zoë"),
        ("Ann 👩🏽‍⚕️ Lee 🏴󠁧󠁢󠁳󠁣󠁴󠁿", "Lee, Ann"),
        ("Jo 1️⃣ Ng", "Ng, Jo 1"),
        ("فاطمه‌زهرا", "فاطمه‌زهرا"),
    ],
)
def test_emoji_are_left_out_without_a_word(name: str, printed: str) -> None:
    data = an_event((a_person(0, 1), a_person(1, name=name)), 1, 1)
    surname, rest = map(printable, surname_first(name))
    assert ", ".join(filter(None, (surname, rest))) == printed
    assert print_warning(data.texts()) == ""


def test_whose_name_cannot_be_printed_is_said_in_one_sentence() -> None:
    people = (a_person(0, 1), a_person(1, name="Ann 𒀀 Lee"), a_person(2, name="🌻🌻"),
              a_person(3, organisation="𐎠 Ltd"))  # fmt: skip
    data = an_event(people, 1, 1)
    assert "Lee, Ann � no. k1" in flat(texts(wall_list_pdf(data))[0])
    assert "Ann � Lee (no. k1)" in flat(texts(round_lists_pdf(data))[0])
    assert print_warning(data.texts()) == (
        "We cannot print every letter of these: Ann 𒀀 Lee (no. k1), 🌻🌻 (no. k2), the "
        "organisation of Dilys Abara003. � stands in for them, and a person’s "
        "number beside the name, on every paper alike."
    )


def test_many_whose_names_cannot_be_printed_are_counted() -> None:
    people = tuple(a_person(i, name=f"𒀀 {i}") for i in range(15))
    warning = print_warning(an_event(people, 1, 1).texts())
    assert "𒀀 11 (no. k11) and 3 more. � stands in" in warning


def test_text_is_never_run_as_markup() -> None:
    name = '#panic() *Ann* "Lee" $x$'
    data = an_event((a_person(0, 1), a_person(1, name=name)), 1, 1)
    assert name in flat(texts(host_sheets_pdf(data))[0])


def test_the_wall_sets_accents_and_case_aside_and_other_alphabets_last() -> None:
    names = ["Ørjan", "Жанна", "łukasz", "Ágnes", "Lena", "Agnes", "王"]
    assert sorted(names, key=sort_key) == [
        "Agnes", "Ágnes", "Lena", "łukasz", "Ørjan", "Жанна", "王",
    ]  # fmt: skip
