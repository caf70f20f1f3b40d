"""The map of organisations: the same list, the same drawing, in which everything has room."""

import re
from xml.etree import ElementTree

import pytest

from scheduler.domain.afterwards.impact import Line
from scheduler.exports.charts.network_map import (
    MOST_WITH_THIN_LINES,
    Node,
    drawn_lines,
    network_map,
)

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


def test_in_a_crowd_the_strong_lines_are_drawn_alone() -> None:
    thin, strong = Line(0, 1, False), Line(1, 2, True)
    crowd = MOST_WITH_THIN_LINES + 1
    assert drawn_lines(crowd - 1, [thin, strong]) == [thin, strong]
    assert drawn_lines(crowd, [thin, strong]) == [strong]
    assert drawn_lines(crowd, [thin]) == [thin]
