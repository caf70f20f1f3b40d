"""Scripts have one writer of a time, and read no meaning out of the text of a page."""

from tests.guards.files import ROOT, our_files


def test_only_one_script_writes_times() -> None:
    named = ("Intl.DateTimeFormat", "/ 60)}:")
    found = {
        path.name
        for path in our_files(".js")
        if path.is_relative_to(ROOT / "static/js") and any(n in path.read_text() for n in named)
    }
    assert found == {"times.js"}


def test_no_script_looks_for_a_pattern_in_the_text_of_a_page() -> None:
    assert [p.name for p in our_files(".js") if "innerHTML.match" in p.read_text()] == []
