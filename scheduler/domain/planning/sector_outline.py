"""The shapes that stand for sectors, as paths: alike in area, with room for initials."""

from functools import lru_cache
from typing import Final

_CORNERS: Final[dict[int, tuple[tuple[float, float], ...]]] = {
    2: ((-14, -14), (14, -14), (14, 14), (-14, 14)),
    3: ((0, -20), (20, 14.5), (-20, 14.5)),
    4: ((0, -20), (20, 0), (0, 20), (-20, 0)),
    5: ((0, -18), (17.1, -5.6), (10.6, 14.6), (-10.6, 14.6), (-17.1, -5.6)),
    6: tuple(
        (x * 8, y * 8)
        for x, y in (
            *((-1, -2), (1, -2), (1, -1), (2, -1), (2, 1), (1, 1)),
            *((1, 2), (-1, 2), (-1, 1), (-2, 1), (-2, -1), (-1, -1)),
        )
    ),
    7: ((-20, -14.5), (20, -14.5), (0, 20)),
    8: (
        *((0.0, -20.0), (7.6, -10.5), (19.0, -6.2), (12.4, 4.0), (11.8, 16.2)),
        *((0.0, 13.0), (-11.8, 16.2), (-12.4, 4.0), (-19.0, -6.2), (-7.6, -10.5)),
    ),
    9: ((-20, -9), (20, -9), (20, 9), (-20, 9)),
    10: (
        *((-13.0, -17.0), (0.0, -17.0), (5.4, -15.7), (9.9, -12.0), (12.9, -6.5), (14.0, 0.0)),
        *((12.9, 6.5), (9.9, 12.0), (5.4, 15.7), (0.0, 17.0), (-13.0, 17.0)),
    ),
    11: ((0.0, -17.0), (14.7, -8.5), (14.7, 8.5), (0.0, 17.0), (-14.7, 8.5), (-14.7, -8.5)),
    12: ((-11, -18), (11, -18), (11, 18), (-11, 18)),
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
