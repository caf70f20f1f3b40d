from io import BytesIO

import pytest
from PIL import Image

from scheduler.errors import UnreadableFile
from scheduler.exports.pictures import photographs
from scheduler.exports.pictures.photographs import LONGEST_SIDE, tidy_picture

ORIENTATION, TAKEN_BY = 0x0112, 0x010F


def photograph(width: int = 60, height: int = 40, kind: str = "JPEG") -> bytes:
    """A picture that was taken with the telephone turned, red at its left."""
    picture = Image.new("RGB", (width, height), "white")
    picture.paste("red", (0, 0, width // 3, height))
    told = Image.Exif()
    told[ORIENTATION], told[TAKEN_BY] = 6, "Telephone of Ann Lee"
    written = BytesIO()
    picture.save(written, kind, exif=told, quality=95)
    return written.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_is_turned_upright_and_tells_nothing_else(kind: str) -> None:
    tidy = tidy_picture(photograph(kind=kind))
    assert (tidy.width, tidy.height, tidy.mimetype) == (40, 60, "image/webp")
    with Image.open(BytesIO(tidy.content)) as found:
        assert dict(found.getexif()) == {}
        (red, green, _), *_ = found.crop((20, 5, 21, 6)).convert("RGB").getdata()
    assert (red > 200, green < 80) == (True, True)
    assert b"Ann Lee" not in tidy.content


def test_a_large_one_is_made_small(monkeypatch: pytest.MonkeyPatch) -> None:
    tidy = tidy_picture(photograph(2000, 1000))
    assert (tidy.width, tidy.height) == (LONGEST_SIDE // 2, LONGEST_SIDE)
    monkeypatch.setattr(photographs, "MOST_DOTS", 100)
    with pytest.raises(UnreadableFile, match="million dots"):
        tidy_picture(photograph())


@pytest.mark.parametrize(
    "raw",
    [b"", b"no picture", photograph()[:200], b"<svg xmlns='http://www.w3.org/2000/svg'/>"],
    ids=["empty", "text", "cut", "svg"],
)
def test_what_is_no_picture_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableFile, match="choose a JPEG, PNG or WebP"):
        tidy_picture(raw)


def test_a_file_that_is_too_large_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photographs, "MOST_BYTES", 10)
    with pytest.raises(UnreadableFile, match="larger than 8 MB"):
        tidy_picture(photograph())
