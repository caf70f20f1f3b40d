"""Uploaded pictures: checked, turned upright, made small, and written without what cameras add.

A photograph tells where and when it was taken, and by which telephone; nothing of that is kept,
because only the picture's dots are written.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from scheduler.errors import UnreadableFile

FORMATS: Final = ("JPEG", "PNG", "WEBP")
MOST_BYTES: Final = 8 * 1024 * 1024
MOST_DOTS: Final = 50_000_000
"""Some cameras take so many; more would take the server's memory (a bomb of a few kB can)."""
LONGEST_SIDE: Final = 1600
LOGO_SIDE: Final = 400
QUALITY: Final = 80


@dataclass(frozen=True, slots=True)
class TidyPicture:
    """A picture fit for a page: its bytes, their kind, and its size in dots."""

    content: bytes
    mimetype: str
    width: int
    height: int


def tidy_picture(raw: bytes, longest: int = LONGEST_SIDE) -> TidyPicture:
    """Return the picture with at most ``longest`` dots a side, as WebP.

    Raises UnreadableFile, with a sentence, for what is no JPEG, PNG or WebP, for one that is
    damaged, and for one of more than MOST_BYTES or MOST_DOTS.
    """
    # Pictures come rarely: no process holds the library, 4 MB, before its first.
    from PIL import Image, ImageOps, UnidentifiedImageError

    if len(raw) > MOST_BYTES:
        raise UnreadableFile("The picture is larger than 8 MB: choose a smaller one.", field="file")
    try:
        with Image.open(BytesIO(raw), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_DOTS:
                raise UnreadableFile(
                    "The picture has more than 50 million dots: choose a smaller one.", field="file"
                )
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((longest, longest))
            plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError) as error:
        raise UnreadableFile(
            "This is not a picture that can be read: choose a JPEG, PNG or WebP.", field="file"
        ) from error
    written = BytesIO()
    plain.save(written, "WEBP", quality=QUALITY)
    return TidyPicture(written.getvalue(), "image/webp", plain.width, plain.height)
