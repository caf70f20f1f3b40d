"""What attendees read is translated: every sentence, into every language, with its placeholders."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from scheduler.domain.languages import CATALOGUES, ENGLISH, LANGUAGES
from tests.guards.files import ROOT, our_files

KEYWORDS = {
    "_": None,
    "gettext": None,
    "marked": None,
    "later": None,
    "ngettext": (1, 2),
}
JINJA = {"trimmed": "true", "silent": "false"}
PLACEHOLDERS = re.compile(r"%\(\w+\)s|\{[a-z_ ]*\}|</?[a-z]+|https?://\S+")
TRANSLATED = (
    "public/registration/",
    "public/afterwards/",
    "_macros/report",
    "public/_frame",
    "_macros/details",
    "_macros/forms",
    "attendee/_frame",
    "attendee/afterwards/",
    "attendee/messages/",
    "attendee/morning/",
    "live/own_page",
    "live/tablet",
    "organiser/paper/_host_sheet",
    "organiser/paper/_sheet_parts",
    "organiser/paper/sheet_rounds",
    "organiser/paper/sheet_wall",
    "attendee/planning/",
    "attendee/registration/",
    "mail/",
)
OF_ORGANISERS = ("mail/invitation/", "mail/password_", "mail/account_")
"""The templates of which every word is translated, by how their paths begin."""
SPOKEN = re.compile(r"[^\W\d_]{2,}")
SAID_BY_ATTRIBUTES = re.compile(r"\b(?:aria-label|title|alt|placeholder)=\"([^\"\0]*)")
CLASSES = re.compile(r"{% block (?:width|kind) %}.*?{% endblock %}|<style>.*?</style>", re.DOTALL)
TAGS = re.compile(r"<[^>]*>|&\w+;")
OF_PAPER = re.compile("Atkinson|Noto|Droid|Crosstalk Figures|#[0-9A-F]{6}|page {number} of {all}")
"""Fonts, colours, and the foot of the report."""
OWN_NAMES = {"Crosstalk", "Google", "Outlook"}
PHYSICAL = re.compile(
    r"(?:margin|padding|border)-(?:left|right)\b|text-align: (?:left|right)|[; {](?:left|right): "
)
READ_BY_ATTENDEES = (
    *("base", "layout", "forms", "parts", "public/event", "attendee/page", "attendee/rounds"),
)


@cache
def said() -> dict[str | tuple[str, str], None]:
    """Every sentence that is marked for translation; one that has a plural, with it."""
    found: dict[str | tuple[str, str], None] = {}
    for part, method in (("scheduler", [("**.py", "python")]), ("templates", [("**", "jinja2")])):
        for _, _, message, _, _ in extract_from_dir(
            ROOT / part,
            method,
            {"**": JINJA} if part == "templates" else None,
            keywords=KEYWORDS,
            directory_filter=lambda path: not Path(path).name.startswith("."),
        ):
            found[message] = None
    return found


@cache
def catalogue(tag: str) -> Catalog:
    with (CATALOGUES / tag / "LC_MESSAGES" / "messages.po").open("rb") as written:
        return read_po(written, locale=tag)


def translations(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (str(message.string),)


@pytest.mark.parametrize("tag", sorted(set(LANGUAGES) - {ENGLISH}))
def test_every_sentence_is_translated_and_none_is_left_over(tag: str) -> None:
    known = catalogue(tag)
    theirs = {message.id for message in known if message.id}
    assert {"missing": set(said()) - theirs, "left over": theirs - set(said())} == {
        "missing": set(),
        "left over": set(),
    }, "docs/languages.md says how catalogues are brought up to date"
    assert [m.id for m in known if m.id and not all(translations(m))] == []
    assert [m.id for m in known if m.id and m.fuzzy] == []
    forms = {len(m.string) for m in known if isinstance(m.string, tuple)}
    assert forms == {known.num_plurals}


@pytest.mark.parametrize("tag", sorted(set(LANGUAGES) - {ENGLISH}))
def test_a_translation_has_the_placeholders_and_tags_of_the_sentence(tag: str) -> None:
    """The number itself may be left out by a form for one: "the day after"."""
    wrong = {}
    for message in catalogue(tag):
        if not message.id:
            continue
        original = message.id[-1] if isinstance(message.id, tuple) else message.id
        wanted = sorted(PLACEHOLDERS.findall(original))
        for text in translations(message):
            left_out = ["%(number)s"] if isinstance(message.id, tuple) else []
            have = sorted(PLACEHOLDERS.findall(text))
            if have not in (wanted, [one for one in wanted if one not in left_out]):
                wrong[text] = original
    assert wrong == {}


def data_of(source: str) -> Iterator[str]:
    """The text of a template in order, with a NUL for what is put in."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    environment.newstyle_gettext = True
    for output in environment.parse(source).find_all(nodes.Output):
        for node in output.nodes:
            yield node.data if isinstance(node, nodes.TemplateData) else "\0"


def untranslated(source: str) -> list[str]:
    text = "".join(data_of(CLASSES.sub("", source)))
    outside = [part for part in re.split("[\0\n]", TAGS.sub("\n", text)) if SPOKEN.search(part)]
    return [
        part.strip()
        for part in [*outside, *SAID_BY_ATTRIBUTES.findall(text)]
        if SPOKEN.search(part) and part.strip() not in OWN_NAMES
    ]


def test_templates_of_attendees_hold_no_word_that_is_not_marked() -> None:
    pages = {
        str(path.relative_to(ROOT / "templates")): path
        for path in our_files(".html", ".txt")
        if path.is_relative_to(ROOT / "templates")
    }
    checked = {
        name: path
        for name, path in pages.items()
        if name.startswith(TRANSLATED) and not name.startswith(OF_ORGANISERS)
    }
    assert {
        name: words for name, path in checked.items() if (words := untranslated(path.read_text()))
    } == {}


def words_of_paper(source: str) -> list[str]:
    """What a template of paper says itself: text in brackets, and strings that are sentences."""
    code = re.sub(r"^ *//.*$", "", source, flags=re.MULTILINE)
    strings = [said for said in re.findall(r'"([^"\\\n]*)"', code) if re.search(r"[A-Z]| ", said)]
    without = re.sub(r'"[^"\n]*"', '""', code)
    shown = [
        re.sub(r"#[\w-]+(?:\([^()]*\)|\.[\w-]+)*", "", s)
        for s in re.findall(r"\[([^\[\]]*)\]", without)
    ]
    return [said for said in [*strings, *shown] if SPOKEN.search(said) and not OF_PAPER.match(said)]


def test_templates_of_paper_hold_no_sentence() -> None:
    found = {
        path.name: words
        for path in our_files(".typ")
        if (words := words_of_paper(path.read_text()))
    }
    assert found == {}


def test_the_guard_sees_a_word_of_a_template_of_paper() -> None:
    source = 'figures(4pt)[Table #table.number]\nimage(alt: "The code of " + name) \n// "Not this"'
    assert words_of_paper(source) == ["The code of ", "Table "]


def test_the_guard_sees_a_word_that_is_not_marked() -> None:
    source = '<p aria-label="Hello">{{ _("Good") }} day {% trans %}to you{% endtrans %}</p>'
    assert untranslated(source) == ["day", "Hello"]


def test_pages_of_attendees_can_be_read_from_right_to_left() -> None:
    """Their style sheets say start and end, never left and right."""
    found = {
        name: hits
        for name in READ_BY_ATTENDEES
        if (hits := PHYSICAL.findall((ROOT / f"static/css/{name}.css").read_text()))
    }
    assert found == {}
