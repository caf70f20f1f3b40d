"""How the links of a series grew: a bar for each breakfast, of which its own part is marked."""

from collections.abc import Sequence
from typing import Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from scheduler.domain.languages import gettext

_WIDTH: Final = 700
_TOP, _FLOOR = 40, 240
_HEIGHT: Final = 300
_WIDEST: Final = 110
_FONT: Final = "Atkinson Hyperlegible Next"
_FIGURES: Final = f"Crosstalk Figures, {_FONT}"


class Bar(NamedTuple):
    """One breakfast: what stands under it, all links until then, and those that it added.

    ``total_words`` and ``new_words`` are how the numbers are written; ``told``: it is filled.
    """

    label: str
    total: int
    new: int
    total_words: str
    new_words: str
    told: bool


def growth_chart(bars: Sequence[Bar], words: str) -> str:
    """Draw the bars from left to right; ``words`` say what the drawing shows."""
    most = max((bar.total for bar in bars), default=0) or 1
    slot = _WIDTH / max(len(bars), 1)
    parts = [_bar(bar, (place + 0.5) * slot, slot, most) for place, bar in enumerate(bars)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="growth" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'role="img" aria-label={quoteattr(words)}>{"".join(parts)}'
        f'<path class="floor" d="M0 {_FLOOR}H{_WIDTH}" stroke="#1F2328" stroke-width="1.5"/></svg>'
    )


def _bar(bar: Bar, middle: float, slot: float, most: int) -> str:
    wide = min(_WIDEST, slot * 0.7)
    high = (_FLOOR - _TOP) * bar.total / most
    own = (_FLOOR - _TOP) * bar.new / most
    fill = "#6B3FA0" if bar.told else "#F3EFE6"
    left, top = middle - wide / 2, _FLOOR - high
    small = min(18.0, slot * 0.16)
    return (
        f'<rect class="old" x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{high:.1f}" '
        f'fill="none" stroke="#1F2328" stroke-width="1.5"/>'
        f'<rect class="new{" told" if bar.told else ""}" x="{left:.1f}" y="{top:.1f}" '
        f'width="{wide:.1f}" height="{own:.1f}" fill="{fill}" stroke="#1F2328" '
        f'stroke-width="1.5"/>'
        + _text("total", middle, top - 10, min(24.0, slot * 0.2), bar.total_words, bold=True)
        + _text("label", middle, _FLOOR + 25, small, bar.label)
        + _text(
            "label",
            middle,
            _FLOOR + 49,
            small,
            gettext("%(number)s new", number=bar.new_words),
            bold=True,
        )
    )


def _text(kind: str, x: float, y: float, size: float, words: str, bold: bool = False) -> str:
    weight = "700" if bold else "400"
    return (
        f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" font-family="{_FIGURES}" '
        f'font-size="{size:.1f}" font-weight="{weight}" text-anchor="middle" fill="#1F2328">'
        f"{escape(words)}</text>"
    )
