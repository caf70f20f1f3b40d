"""Turns a template and its data into PDF bytes, in a child process that ends with the job.

The library's memory grows over many documents, so each is made by
``python -m scheduler.exports.paper.typst_render``: JSON with the template and the data on its
standard input, the document on its standard output. Only the fonts of ``static/fonts/print``
are used, so a sheet is the same on every machine.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from scheduler.errors import DocumentFailed

ROOT: Final = Path(__file__).resolve().parents[3]
FONTS: Final = ROOT / "static" / "fonts" / "print"
TEMPLATES: Final = Path(__file__).resolve().parent / "typst"
SECONDS: Final = 120.0


def render(
    template: str, data: dict[str, Any], seconds: float = SECONDS, dots: float | None = None
) -> bytes:
    """The PDF of ``template`` (a file name in the templates' folder) with ``data``.

    With ``dots``, a PNG of its first page with so many to the inch instead. Blocks for as long as
    the child works, at most ``seconds``. The same input gives the same bytes.
    Raises DocumentFailed when the child takes too long or fails.
    """
    asked = {"template": template, "data": data, "dots": dots}
    order = json.dumps(asked, ensure_ascii=True).encode()
    command = [sys.executable, "-m", "scheduler.exports.paper.typst_render"]
    try:
        done = subprocess.run(  # noqa: S603 -- our own module, no shell, data on stdin
            command, input=order, capture_output=True, cwd=ROOT, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise DocumentFailed(
            f"The document was not ready after {seconds:g} seconds; print fewer pages at once."
        ) from late
    if done.returncode != 0:
        reason = done.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"]
        raise DocumentFailed(f"The document could not be made ({reason[-1]}).")
    return done.stdout


def _child() -> None:
    """Read an order, write a PDF. Errors go to standard error, the last line being the reason."""
    # In the child alone, which is this module too: the server never typesets.
    import typst

    order = json.load(sys.stdin.buffer)
    dots = order["dots"]
    kind: dict[str, Any] = {"format": "pdf", "pdf_standards": ["ua-1"], "timestamp": 0}
    try:
        made = typst.compile(
            str(TEMPLATES / order["template"]),
            root=str(TEMPLATES),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(order["data"])},
            **({"format": "png", "ppi": dots} if dots else kind),
        )
    except (typst.TypstError, RuntimeError) as failure:
        sys.exit(str(failure))
    sys.stdout.buffer.write(made[0] if isinstance(made, list) else made)


if __name__ == "__main__":
    _child()
