"""An event's public page, rendered once for each thing that it can show.

Before an event many people look at the same page at once. What is each visitor's own, the form's
token and the key of a sign-up, is put into a page that is kept under all that it shows, so that
a change by the organiser or another sign-up needs no clearing.
"""

import re
from collections.abc import Callable, Sequence

from flask import current_app

_Kept = dict[object, list[str | int]]

MOST_KEPT = 64
"""Pages kept by a process; each takes some 50 kB."""


def kept_page(shown: Callable[[], object], render: Callable[[], str], own: Sequence[str]) -> str:
    """Return the page that `render` makes, with the visitor's ``own`` values in it.

    ``shown`` reads all that the page depends on. ``own`` are texts that occur on a page for nothing
    else; the next visitor's stand in their places.
    """
    kept: _Kept = current_app.extensions.setdefault("kept_pages", {})
    key = shown()
    parts = kept.get(key)
    if parts is not None:
        return "".join(own[part] if isinstance(part, int) else part for part in parts)
    page = render()
    # What changed while it was rendered may be on the page, which then is not what the key says.
    if shown() == key:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        found = re.split(f"({'|'.join(map(re.escape, own))})", page)
        kept[key] = [own.index(part) if part in own else part for part in found]
    return page
