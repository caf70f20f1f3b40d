"""``python -m benchmarks.web``: measures the running product and rewrites its section.

Takes about three minutes, starts nothing that outlives it, and asks only the loopback interface.
"""

import tempfile
from pathlib import Path

from benchmarks.document import machine, replace_section
from benchmarks.web import board, measures, morning, new_tables, paint, saves
from benchmarks.web.figures import Figure
from benchmarks.web.product import product


def main() -> None:
    """Measure, print as it goes, write the document."""
    with tempfile.TemporaryDirectory() as folder:
        figures = _said(measures.starts(Path(folder) / "starts"))
        with product(Path(folder) / "running") as running:
            figures += _said(measures.memory(running))
            with product(Path(folder) / "alone", PROCESSES="1") as alone:
                figures += _said(measures.public_page(running, alone))
            figures += _said(measures.many_sign_ups(running))
            figures += _said(measures.burst(running))
            figures += _said(saves.saves(running))
            figures += _said(morning.phones(running))
            figures += _said(new_tables.new_tables(running))
            figures += _said(board.board(running))
            figures += _said(board.improving(running))
            figures += _said(paint.paint(running))
        figures += _said(measures.commits(Path(folder)))
    figures += _said(measures.paper())
    replace_section("web", _section(figures))


def _said(figures: list[Figure]) -> list[Figure]:
    for figure in figures:
        print(f"{figure.what}: {figure.measured}", flush=True)
    return figures


def _section(figures: list[Figure]) -> str:
    rows = [f"| {one.what} | {one.measured} | {one.wanted} |" for one in figures]
    return "\n".join(
        [
            "## The web on its embedded server",
            "",
            "The web processes and the worker as `make run` starts them, SQLite; the visitors run "
            "on the same machine and share its cores with the server.",
            "",
            "| what | measured | wanted |",
            "|---|---|---|",
            *rows,
            "",
            machine("flask", "sqlalchemy", "waitress", "typst"),
        ]
    )


if __name__ == "__main__":
    main()
