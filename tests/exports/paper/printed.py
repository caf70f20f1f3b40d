"""What is read back from a printed sheet: where boxes are, and what codes say."""

import subprocess
from io import BytesIO

import zxingcpp
from PIL import Image
from pypdf import PageObject, PdfReader

POINTS = 72 / 25.4
DOTS = 200


def boxes(page: PageObject) -> list[tuple[float, float, float, float]]:
    """Each box that cuts what would leave it: left, top, width and height in mm, in order."""
    height = float(page.mediabox.height)
    found: list[tuple[float, float, float, float]] = []
    path: list[tuple[float, float]] = []

    def note(operator: bytes, operands: list[float], matrix: list[float], _: object) -> None:
        if operator in (b"m", b"l"):
            x, y = map(float, operands)
            a, b, c, d, e, f = matrix
            path.append((a * x + c * y + e, b * x + d * y + f))
        elif operator == b"re":
            x, y, w, h = map(float, operands)
            a, b, c, d, e, f = matrix
            corners = ((x, y), (x + w, y), (x + w, y + h), (x, y + h))
            path.extend((a * p + c * q + e, b * p + d * q + f) for p, q in corners)
        elif operator in (b"W", b"W*", b"S", b"s"):
            across, up = zip(*path, strict=True)
            found.append(
                (min(across), height - max(up), max(across) - min(across), max(up) - min(up))
            )
            path.clear()
        elif operator in (b"f", b"f*", b"n", b"B"):
            path.clear()

    page.extract_text(visitor_operand_before=note)
    return [tuple(round(each / POINTS, 3) for each in box) for box in found]  # type: ignore[misc]


def near(box: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two boxes are the same to 0.2 mm."""
    return all(abs(one - two) <= 0.2 for one, two in zip(box, other, strict=True))


def codes(content: bytes) -> list[str]:
    """What the codes of all pages say, page by page, from the left and the top."""
    drawn = ["pdftoppm", "-r", str(DOTS), "-gray", "-"]
    done = subprocess.run(drawn, input=content, capture_output=True, check=True)
    stream, found = BytesIO(done.stdout), []
    for _ in PdfReader(BytesIO(content)).pages:
        seen = zxingcpp.read_barcodes(_picture(stream))
        rows = [(round(c.position.top_left.y, -1), c.position.top_left.x, c.text) for c in seen]
        found += [text for _, _, text in sorted(rows)]
    return found


def _picture(stream: BytesIO) -> Image.Image:
    """The next picture of a row of binary PGM pictures."""
    assert stream.readline() == b"P5\n"
    width, height = map(int, stream.readline().split())
    assert stream.readline() == b"255\n"
    return Image.frombytes("L", (width, height), stream.read(width * height))
