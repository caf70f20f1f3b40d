"""The sheets as pictures, to see where ink is."""

import json
import struct
import zlib
from typing import cast

import typst

from scheduler.domain.paper.sheet_data import EventSheets
from scheduler.exports.paper.print_run import TEMPLATE
from scheduler.exports.paper.sheets import sheet_parts
from scheduler.exports.paper.typst_render import FONTS, TEMPLATES


def ink_near_edges(data: EventSheets) -> int:
    """Pixels that are not white within 6 mm of an edge, over all pages, at 1 to the millimetre."""
    parts = sheet_parts(data, ("hosts", "rounds", "wall"))
    images = typst.compile(
        str(TEMPLATES / TEMPLATE),
        root=str(TEMPLATES),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps({"title": data.title, "parts": parts})},
        format="png",
        ppi=25.4,
    )
    return sum(dark_in_border(image, 6) for image in cast(list[bytes], images))


def dark_in_border(png: bytes, border: int) -> int:
    rows = png_rows(png)
    inner = [row[border * 4 : -border * 4] for row in rows[border:-border]]
    return sum(map(dark, rows)) - sum(map(dark, inner))


def dark(row: bytes) -> int:
    return sum(row[at : at + 3] != b"\xff\xff\xff" for at in range(0, len(row), 4))


def png_rows(png: bytes) -> list[bytes]:
    """The rows of an 8-bit RGBA PNG (ISO/IEC 15948, filters of clause 9)."""
    width, height, depth, colours = struct.unpack_from(">LLBB", png, 16)
    assert (depth, colours) == (8, 6)
    packed, at = b"", 8
    while at < len(png):
        length, kind = struct.unpack_from(">L4s", png, at)
        packed += png[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += length + 12
    raw, stride = zlib.decompress(packed), width * 4
    rows, above = [], bytes(stride)
    for y in range(height):
        line = raw[y * (stride + 1) : (y + 1) * (stride + 1)]
        above = unfiltered(line[0], bytearray(line[1:]), above)
        rows.append(above)
    return rows


def unfiltered(kind: int, row: bytearray, above: bytes) -> bytes:
    for i in range(len(row)):
        left, corner = (row[i - 4], above[i - 4]) if i >= 4 else (0, 0)
        guess = left + above[i] - corner
        nearest = min((left, above[i], corner), key=lambda near: abs(guess - near))
        row[i] = (row[i] + (0, left, above[i], (left + above[i]) // 2, nearest)[kind]) % 256
    return bytes(row)
