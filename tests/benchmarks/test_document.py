"""Each benchmark rewrites its own section of the document and leaves the others alone."""

from pathlib import Path

from benchmarks.document import replace_section


def test_sections_are_added_and_replaced(tmp_path: Path) -> None:
    document = tmp_path / "docs" / "benchmarks.md"
    replace_section("engine", "old figures", document)
    replace_section("web", "pages", document)
    replace_section("engine", "new figures\n", document)
    assert document.read_text(encoding="utf-8") == (
        "# Benchmarks\n\nWritten by `make bench`; do not edit by hand.\n\n"
        "<!-- engine: begin -->\nnew figures\n<!-- engine: end -->\n\n"
        "<!-- web: begin -->\npages\n<!-- web: end -->\n"
    )
