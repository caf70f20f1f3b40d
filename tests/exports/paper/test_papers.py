"""The papers around the rounds: one page each, whatever the event is called."""

import subprocess
from dataclasses import replace

import pytest

from scheduler.domain.paper.papers import DeskRow, Papers
from scheduler.domain.paper.surnames import surname_first
from scheduler.exports.paper.papers import paper_pdf
from tests.exports.paper.printed import codes
from tests.exports.paper.sheet_cases import flat, glyph_sizes, pages, texts

LINK = "https://crosstalk.example.org/e/breakfast"


def papers(title: str, place: str = "Town Hall", language: str = "en") -> Papers:
    agenda = (("08:30", "08:45", "Welcome", ""),)
    return Papers(
        title, "Friday", "08:30 to 10:30", place, 2, (), (), agenda, LINK, language=language
    )


@pytest.mark.parametrize(
    "title", ["Breakfast", "Donaudampfschifffahrtsgesellschaft " * 6, "Śniadanie sąsiedzkie " * 10]
)
def test_a_poster_is_one_page_with_a_code_that_reads(title: str) -> None:
    content = paper_pdf(papers(title, "Long Street, " * 15, "pl"), "sign-up")
    (page,) = pages(content)
    assert codes(content) == [LINK]
    assert min(glyph_sizes(page)) >= 14
    assert "Zapisz się aparatem telefonu" in flat(page.extract_text())


def test_a_long_title_leaves_room_for_the_agenda() -> None:
    sizes = []
    for title in ("Breakfast", "Śniadanie sąsiedzkie " * 10):
        (page,) = pages(paper_pdf(papers(title, language="gd"), "agenda"))
        sizes.append(max(glyph_sizes(page)))
        assert "Clàr-gnothaich" in flat(texts(paper_pdf(papers(title, language="gd"), "agenda"))[0])
    assert sizes[0] == 34
    assert sizes[1] >= 22


@pytest.mark.parametrize("name", ["Łucja Brzęczyszczykiewicz", "Aoife Ní Cheallaigh"])
def test_a_name_is_found_in_the_file_as_it_is_typed(name: str) -> None:
    surname, rest = surname_first(name)
    row = DeskRow(surname, rest, "Donaudampfschifffahrtsgesellschaft", 4)
    listed = replace(papers("Breakfast"), rows=(row,))
    read = subprocess.run(
        ["pdftotext", "-layout", "-", "-"],
        input=paper_pdf(listed, "desk-list"),
        capture_output=True,
        check=True,
    ).stdout.decode()
    assert "\u200b" not in read
    assert f"{surname}, {rest}" in " ".join(read.split())
