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


def test_a_page_with_a_script_that_writes_times_loads_their_writer() -> None:
    writers = {p.name for p in our_files(".js") if "times." in p.read_text()} - {"times.js"}
    given = ("js/times.js", "live/desk/_scripts.html", "live/_bare_frame.html")
    without = [
        path.name
        for path in our_files(".html")
        if any(f"/{name}'" in path.read_text() for name in writers)
        and not any(part in path.read_text() for part in given)
    ]
    assert writers
    assert without == []
