"""The shapes that stand for sectors, as paths of a drawing."""

from functools import lru_cache
from typing import Final

_CORNERS: Final[dict[int, tuple[tuple[float, float], ...]]] = {
    2: ((-14, -14), (14, -14), (14, 14), (-14, 14)),
    3: ((0, -20), (20, 14.5), (-20, 14.5)),
    4: ((0, -20), (20, 0), (0, 20), (-20, 0)),
    5: ((0, -18), (17.1, -5.6), (10.6, 14.6), (-10.6, 14.6), (-17.1, -5.6)),
    6: tuple(
        (x * 9, y * 9)
        for x, y in (
            *((-1, -2), (1, -2), (1, -1), (2, -1), (2, 1), (1, 1)),
            *((1, 2), (-1, 2), (-1, 1), (-2, 1), (-2, -1), (-1, -1)),
        )
    ),
    7: ((-20, -14.5), (20, -14.5), (0, 20)),
    8: (
        *((0.0, -20.0), (5.1, -7.0), (19.0, -6.2), (8.2, 2.7), (11.8, 16.2)),
        *((0.0, 8.6), (-11.8, 16.2), (-8.2, 2.7), (-19.0, -6.2), (-5.1, -7.0)),
    ),
    9: ((-20, -8), (20, -8), (20, 8), (-20, 8)),
    10: (
        *((-7, -18), (-0.1, -16.6), (5.7, -12.7), (9.6, -6.9), (11.0, -0.0)),
        *((9.6, 6.9), (5.7, 12.7), (-0.1, 16.6), (-7, 18)),
    ),
    11: ((0.0, -18.0), (15.6, -9.0), (15.6, 9.0), (0.0, 18.0), (-15.6, 9.0), (-15.6, -9.0)),
    12: ((-8, -20), (8, -20), (8, 20), (-8, 20)),
}


@lru_cache(maxsize=64)
def outline(style: int, scale: float) -> str:
    """The path of a sector's shape around (0, 0), in the order of the styles; see `STYLES`. An
    unknown style is a disc."""
    points = _CORNERS.get(style)
    if points is None:
        radius = in_figures(15.5 * scale)
        width = in_figures(31 * scale)
        return f"M-{radius} 0a{radius} {radius} 0 1 0 {width} 0a{radius} {radius} 0 1 0-{width} 0z"
    corners = "L".join(f"{in_figures(x * scale)} {in_figures(y * scale)}" for x, y in points)
    return f"M{corners}z"


def in_figures(value: float) -> str:
    """A length in a drawing: at most one decimal, and none where it is zero."""
    return f"{round(value, 1) + 0:g}"
