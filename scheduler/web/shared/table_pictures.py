"""Tables drawn beside the words of a page on which nobody in particular sits anywhere."""

from functools import lru_cache
from typing import Final

from markupsafe import Markup

from scheduler.domain.planning.room_so_far import YOURS
from scheduler.domain.planning.round_table import Sitter, draw
from scheduler.web.shared.round_table_svg import round_table_svg

_WIDTH: Final = 240
_ONE, _TWO, _THREE = (Sitter("", "", style) for style in (1, 2, 3))
_PICTURES: Final[dict[str, tuple[str, tuple[Sitter | None, ...]]]] = {
    "people": ("", (_ONE, _TWO, _THREE, _ONE, _TWO)),
    "nobody": ("?", (None,) * 5),
    "yours": ("", (_ONE, _TWO, YOURS, _THREE, None)),
    "left": ("", (_ONE, _TWO, None, _THREE, _ONE)),
    "waiting": ("…", (_ONE, _TWO, _THREE, _ONE, _TWO)),
    "unknown": ("?", (_ONE, None, None, YOURS, None)),
}


@lru_cache(maxsize=len(_PICTURES))
def table_picture(kind: str) -> Markup:
    """Return a drawing that says nothing the words beside it do not say.

    ``kind`` is a name of ``_PICTURES``: people around a table, nobody, the reader's own seat kept
    or left, a full table for who waits, a table that is not known yet.
    """
    number, sitters = _PICTURES[kind]
    return round_table_svg(draw(number, sitters, 160), beside=True, width=_WIDTH)
