"""Sign-ups by sector over time: a line of steps for each sector, its shape and name at the end."""

from collections.abc import Sequence
from html import escape

from markupsafe import Markup

from scheduler.domain.planning.sector_outline import outline
from scheduler.domain.registration.over_time import DayCount

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 36, 150, 12, 28
LABEL_APART = 22
MARK = 0.4
"""The size of a shape, of that at a round table."""
FEWEST = 5
"""With fewer people lines say nothing."""


def sign_ups_svg(points: Sequence[DayCount], sectors: Sequence[tuple[str, int]]) -> Markup:
    """Return the drawing for these sectors, each a name and a style; "" for fewer than two days
    or FEWEST people.

    It is for the eye: the same numbers stand in a table beside it.
    """
    if len(points) < 2 or points[-1].all < FEWEST:
        return Markup("")
    top = max(1, *(max(point.numbers) for point in points))
    days = (points[-1].day - points[0].day).days

    def x(point: DayCount) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (point.day - points[0].day).days / days

    def y(number: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * number / top

    parts = [
        f'<path class="axis" d="M{LEFT} {y(number):.1f}H{WIDTH - RIGHT}"/>'
        f'<text class="tick-words" x="{LEFT - 8}" y="{y(number) + 4:.1f}" text-anchor="end">'
        f"{number}</text>"
        for number in sorted({0, (top + 1) // 2, top})
    ]
    parts += [
        f'<text class="tick-words" x="{x(point):.1f}" y="{HEIGHT - 6}" text-anchor="{anchor}">'
        f"{point.day.day} {point.day:%b}</text>"
        for point, anchor in ((points[0], "start"), (points[-1], "end"))
    ]
    heights = _apart([y(points[-1].numbers[i]) for i in range(len(sectors))])
    for index, (name, style) in enumerate(sectors):
        corners = [(x(point), y(point.numbers[index])) for point in points]
        parts.append(
            f'<g class="sector-{style}">{_steps(corners, style)}'
            f'<text class="line-words" x="{WIDTH - RIGHT + 14}" y="{heights[index] + 4:.1f}">'
            f'<tspan class="line-name">{escape(name[:16])} </tspan>'
            f"{points[-1].numbers[index]}</text></g>"
        )
    return _svg("".join(parts))


def _steps(corners: Sequence[tuple[float, float]], style: int) -> str:
    """A line that rises where people have signed up, with the sector's shape at its end."""
    (left, first), *others = corners
    steps = "".join(f"H{right:.1f}V{height:.1f}" for right, height in others)
    right, last = corners[-1]
    return (
        f'<path class="line" d="M{left:.1f} {first:.1f}{steps}"/>'
        f'<path class="mark" transform="translate({right:.1f} {last:.1f})" '
        f'd="{outline(style, MARK)}"/>'
    )


def _svg(drawn: str) -> Markup:
    """The drawing around its parts, in which every name is escaped already."""
    return Markup(  # noqa: S704 - see above
        f'<svg class="sign-ups-chart" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}" aria-hidden="true" focusable="false">{drawn}</svg>'
    )


def _apart(heights: Sequence[float]) -> list[float]:
    """Move labels so that none stands on another or above the drawing, in their order."""
    apart = min(LABEL_APART, (HEIGHT - TOP) / max(1, len(heights)))
    found, below = dict[int, float](), float(HEIGHT)
    upwards = sorted(range(len(heights)), key=lambda i: -heights[i])
    for index in upwards:
        found[index] = below = min(heights[index], below - apart)
    above = TOP - apart
    for index in reversed(upwards):
        found[index] = above = max(found[index], above + apart)
    return [found[index] for index in range(len(heights))]
