"""The map of organisations: the same list, the same drawing, in which everything has room."""

import re
from xml.etree import ElementTree

import pytest

from scheduler.domain.afterwards.figures.impact import Line
from scheduler.domain.afterwards.figures.map_lines import (
    MOST_BUNDLED,
    MOST_LINES,
    MOST_WITH_THIN_LINES,
)
from scheduler.domain.events.sectors import SECTOR_STYLES
from scheduler.exports.charts.network_map import Node, network_map

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("number", [1, 2, 30, 64, 150])
def test_every_organisation_stands_within_the_drawing_and_apart(number: int) -> None:
    nodes = [Node(f"Trust <{n}> & Sons", 1 + 3 * n // number, 0.5) for n in range(number)]
    drawing = network_map(nodes, [Line(0, number - 1, True)], 'A "map"')
    assert network_map(nodes, [Line(0, number - 1, True)], 'A "map"') == drawing
    found = ElementTree.fromstring(drawing)
    left, _, width, _ = map(float, found.attrib["viewBox"].split())
    places = [
        tuple(map(float, re.findall(r"-?[\d.]+", path.attrib["transform"])))
        for path in found.iter(f"{SVG}path")
        if path.get("class") == "shape"
    ]
    assert len(set(places)) == number
    assert all(left < x < left + width and left < y < left + width for x, y in places)
    numbers = [t.text for t in found.iter(f"{SVG}text") if t.get("class") == "number"]
    assert numbers == [str(n + 1) for n in range(number)]


def parts_of(organisations: int, lines: list[Line]) -> list[str | None]:
    """The kinds of what is drawn between organisations of two sectors."""
    nodes = [Node(f"Trust {n}", 1 + 2 * n // organisations, 0.5) for n in range(organisations)]
    found = ElementTree.fromstring(network_map(nodes, lines, "A map"))
    return [part.get("class") for part in found if part.tag != f"{SVG}g"]


def test_in_a_crowd_the_strong_lines_are_drawn_alone() -> None:
    thin, strong = Line(0, 1, False), Line(1, 2, True)
    crowd = MOST_WITH_THIN_LINES + 1
    assert parts_of(crowd - 1, [strong, thin]) == ["line thin", "line strong"]
    assert parts_of(crowd, [thin, strong]) == ["line strong"]


def test_many_lines_in_a_crowd_run_together_with_how_many_and_of_which_sectors() -> None:
    lines = [Line(one, other, True) for one in range(22) for other in range(22, 44)]
    assert MOST_LINES < len(lines) <= MOST_BUNDLED
    assert parts_of(44, lines) == ["line thin"] * len(lines) + ["band-number", "band-words"]
    nodes = [Node("T", 1 + (n > 21), 0.5, ("Shops & co", "Public")[n > 21]) for n in range(44)]
    drawing = ElementTree.fromstring(network_map(nodes, lines, "A map"))
    words = [t.text for t in drawing if t.tag == f"{SVG}text"]
    assert words == [f"{len(lines)} pairs", "Shops & co – Public"]


def test_too_many_lines_for_that_are_a_band_and_a_bar_for_each() -> None:
    lines = [Line(one, other, True) for one in range(30) for other in range(30, 60)]
    assert len(lines) > MOST_BUNDLED
    assert parts_of(60, lines) == ["band", "band-number", "band-words"] + ["bar"] * 60


def test_a_thick_line_says_something() -> None:
    both = [Line(0, 1, True), Line(1, 2, True)]
    assert parts_of(30, both) == ["line thin", "line thin"]


def test_what_is_shared_shows_no_small_number() -> None:
    # Three sectors: four pairs between the second and the third would follow from the whole.
    lines = [Line(one, other, True) for one in range(14) for other in range(15, 30)]
    lines += [Line(20 + n, 40 + n, True) for n in range(4)]
    nodes = [Node("T", 1 + n // 15, 0.5) for n in range(45)]
    numbers = [
        [
            part.text
            for part in ElementTree.fromstring(network_map(nodes, lines, "A map", shared)).iter()
            if part.get("class") == "band-number"
        ]
        for shared in (False, True)
    ]
    assert numbers == [["210 pairs", "4 pairs"], []]


def test_every_sector_has_its_colour() -> None:
    nodes = [Node(f"Trust {style}", style, 0.5) for style in SECTOR_STYLES]
    found = ElementTree.fromstring(network_map(nodes, [], "A map"))
    drawn = [p.get("fill") for p in found.iter(f"{SVG}path") if p.get("class") == "shape"]
    assert drawn == [style.colour for style in SECTOR_STYLES.values()]
