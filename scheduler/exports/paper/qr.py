"""QR codes of links, for pages (SVG) and for documents that want pixels (PNG)."""

from io import BytesIO
from typing import Final

import segno
from segno.encoder import DataOverflowError

from scheduler.errors import InvalidInput

QUIET_ZONE: Final = 4
"""White modules around the code, as ISO/IEC 18004 requires for a sure read."""


def qr_svg(text: str, title: str = "") -> str:
    """An ``<svg>`` element of the code, black on white, to place inline or to serve.

    It has a viewBox and no size, so the page decides how large it is; no style or script, so
    a strict Content-Security-Policy lets it pass. ``title`` names it for screen readers.
    Raises InvalidInput when the text is empty or too long for any code.
    """
    out = BytesIO()
    _code(text).save(
        out,
        kind="svg",
        xmldecl=False,
        border=QUIET_ZONE,
        dark="#000",
        light="#fff",
        omitsize=True,
        title=title or None,
        svgclass="qr",
        lineclass=None,
    )
    return out.getvalue().decode().strip()


def qr_png(text: str, module_pixels: int = 8, mask: int | None = None) -> bytes:
    """The code as a black and white PNG, ``module_pixels`` pixels to a module.

    Where hundreds are made, a ``mask`` (0 to 7) spares four fifths of the time: the best of the
    eight is not looked for. Raises as :func:`qr_svg`.
    """
    out = BytesIO()
    _code(text, mask).save(out, kind="png", scale=module_pixels, border=QUIET_ZONE)
    return out.getvalue()


def _code(text: str, mask: int | None = None) -> segno.QRCode:
    """Error level M where it fits: a creased sheet still reads."""
    if not text:
        raise InvalidInput("There is no text to put in the QR code.")
    try:
        return segno.make(text, error="m", micro=False, mask=mask)
    except DataOverflowError as too_long:
        raise InvalidInput(
            f"{len(text)} characters are too many for a QR code; use a shorter link."
        ) from too_long
