"""What each message to an attendee says, in each of its parts."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup

from scheduler.domain.events.sectors import SECTOR_STYLES, style_of
from scheduler.domain.languages import speaking
from scheduler.domain.words.zones import when_words
from scheduler.mail import attendee_messages as messages
from scheduler.mail import link_messages
from scheduler.mail.letters import CalendarPart
from tests.builders import NOW
from tests.mail import every_message
from tests.mail.every_message import BOOKING, EACH, ICS, SLOTS, START, part, read
from tests.translated import TAG, add_language, latin_words


@pytest.mark.parametrize("style", [0, *SECTOR_STYLES])
def test_every_sector_is_drawn_in_its_own_shape_and_colour_on_white_and_on_black(
    style: int,
) -> None:
    booking = replace(BOOKING, sector_style=style)
    html = part(read(messages.signed_up(booking, NOW, calendar=ICS)), "html")
    drawn = re.findall(
        r'<span class="s(\d+)" style="color:(#\w+)"><span aria-hidden="true">(.?)</span>', html
    )
    own = style_of(style)
    assert drawn == [(str(style), own.colour, own.shape)]
    assert re.findall(rf"  \.s{style} {{ color: (#\w+) !important; }}", html) == [own.dark]


@pytest.mark.parametrize("style", SECTOR_STYLES)
def test_the_first_table_draws_people_of_every_sector(style: int) -> None:
    start = replace(START, people=tuple(replace(one, style=style) for one in START.people))
    letter = messages.own_words(BOOKING, NOW, subject="Today", text="See you!", start=start)
    drawn = re.findall(
        r'<span class="s(\d+)(?: you)?" style="color:(#\w+)[^"]*">(.)</span>',
        part(read(letter), "html").split('class="drawn"')[1],
    )
    own = SECTOR_STYLES[style]
    # Each is drawn at the table, and everybody but the reader beside their name.
    assert drawn == [(str(style), own.colour, own.shape)] * (2 * len(start.people) - 1)


@pytest.mark.parametrize("kind", EACH)
def test_every_message_says_what_when_where_and_how_to_answer(kind: str) -> None:
    make, subject, sentence = EACH[kind]
    letter = make()
    message = read(letter)
    assert (letter.kind, letter.recipient, letter.subject) == (
        kind.split()[0], "ann@example.org", subject
    )  # fmt: skip
    assert str(message["Subject"]).strip() == subject
    assert (message["To"], message["Reply-To"]) == ("ann@example.org", "olwen@example.org")
    assert message["From"] == "Paisley Breakfasts <crosstalk@example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    for text in (part(message, "plain"), part(message, "html")):
        assert "Friday 4 June 2027, 08:30 to 10:30 (London time)" in text
        assert "Town Hall, Paisley" in text
        assert "https://crosstalk.example.org/me/secret" in text
        assert "olwen@example.org" in text
        assert sentence in text


@pytest.mark.parametrize("kind", EACH)
def test_no_headline_ends_in_a_full_stop_and_what_is_said_before_when(kind: str) -> None:
    shown = BeautifulSoup(part(read(EACH[kind][0]()), "html"), "html.parser")
    headline = shown.select_one("h1")
    assert headline
    assert headline.get_text(strip=True)
    assert headline.get_text(strip=True)[-1] != "."
    labels = [cell.get_text() for cell in shown.select("table.head td.quiet")]
    assert labels[:3] in (["What", "When", "Where"], [])
    titles = [cell.get_text() for cell in shown.select("table.head td.quiet + td b")][:1]
    assert titles == ([BOOKING.title] if labels else [])


GEORGIAN = replace(
    BOOKING, name="ნინო", title="საუზმე", place="თბილისი", body="საბჭო", organisation="ბანკი",
    sector="სხვა", getting_in="კარი", greeted_by="მაია", noise="წყნარი", added=True,
    join="https://example.org/join",
)  # fmt: skip
OF_THE_EXAMPLES = latin_words(
    "Full of choirs. Thursday 3 June. Parking on 4 June. The car park is shut. Take a bus. Today. "
    "See you! Ruth Hussain, Esther Zhang, Ann Łee. Snow. Stay warm. Sleep & rest. Voluntary. "
    "Public. It is in R&D. A room to meet in."
)
"""What the organiser and others wrote."""


@pytest.mark.parametrize("kind", EACH)
def test_no_message_has_a_sentence_in_another_language(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_language(monkeypatch)
    monkeypatch.setattr(every_message, "BOOKING", GEORGIAN)
    with speaking(TAG):
        message = read(EACH[kind][0]())
    html = re.sub(r"<style.*?</style>|<[^>]*>|&\w+;", " ", part(message, "html"), flags=re.DOTALL)
    said = f"{message['Subject']} {part(message, 'plain')} {html}"
    assert "ж" in said
    assert latin_words(said) - OF_THE_EXAMPLES == set()


@pytest.mark.parametrize("kind", EACH)
def test_what_people_wrote_is_text_in_the_html_and_left_alone_in_the_plain_part(kind: str) -> None:
    message = read(EACH[kind][0]())
    html, plain = part(message, "html"), part(message, "plain")
    assert "<em>" not in html
    assert "Health &amp; &lt;em&gt;networking&lt;/em&gt; breakfast" in html
    assert "Health & <em>networking</em> breakfast" in plain
    assert "&amp;" not in plain


@pytest.mark.parametrize("kind", EACH)
def test_the_plain_part_has_paragraphs_and_no_gaps(kind: str) -> None:
    plain = part(read(EACH[kind][0]()), "plain")
    assert "\n\n\n" not in plain
    shown = "https://www.openstreetmap.org/search?query=Town+Hall%2C+Paisley"
    assert f"\nWhere: Town Hall, Paisley\nMap:   {shown}\n\n" in plain
    assert plain.endswith("write to olwen@example.org.\n")


@pytest.mark.parametrize("kind", EACH)
def test_a_phone_shows_the_mail_in_readable_type(kind: str) -> None:
    html = part(read(EACH[kind][0]()), "html")
    assert html.count('<meta name="viewport" content="width=device-width, initial-scale=1">') == 1


@pytest.mark.parametrize("kind", EACH)
def test_the_list_of_mails_shows_when_and_where_before_anything_else(kind: str) -> None:
    html = part(read(EACH[kind][0]()), "html")
    body = re.sub(r"<[^>]+>", "\n", html.partition("<body")[2].partition(">")[2])
    first = next(line.strip() for line in body.splitlines() if line.strip())
    assert first == "Friday 4 June 2027, 08:30 to 10:30 (London time), Town Hall, Paisley"


@pytest.mark.parametrize("kind", EACH)
def test_one_button_and_one_headline(kind: str) -> None:
    html = part(read(EACH[kind][0]()), "html")
    assert html.count("<h1") == 1
    assert html.count('class="button"') <= 1
    assert html.count('<meta name="color-scheme" content="light dark">') == 1


def test_the_headline_is_not_said_again_under_it() -> None:
    html = part(read(messages.waiting(replace(BOOKING, title="Breakfast"), NOW, number=3)), "html")
    assert re.findall(r"[^<>]*ou are number\s3 [^<]*(?=<)", html) == [
        "Ann, you are number\N{NO-BREAK SPACE}3 on the waiting list"
    ]


@pytest.mark.parametrize("kind", EACH)
def test_nothing_is_fetched_when_the_mail_is_opened(kind: str) -> None:
    html = part(read(EACH[kind][0]()), "html")
    assert not {tag for tag in ("<img", "<link", "<script", "url(", "src=") if tag in html}


def test_the_rounds_stand_in_the_events_own_time() -> None:
    plain = part(read(EACH["rounds_published"][0]()), "plain")
    assert "\nRound 1, 09:00: table 4\nRound 2, 09:10: you sit out\n" in plain


def test_each_change_is_a_line() -> None:
    letter = messages.event_changed(
        BOOKING, NOW, changes=["It starts at 09:00.", "It is in R&D."], calendar=None
    )
    assert "\n- It starts at 09:00.\n- It is in R&D.\n" in part(read(letter), "plain")
    assert "<li>It is in R&amp;D.</li>" in part(read(letter), "html")


def test_a_new_time_or_place_is_marked_among_the_facts_and_not_said_twice() -> None:
    changes = ["New time: 4 June, 09:00.", "The rounds move with it.", "New place: Library."]
    letter = messages.event_changed(BOOKING, NOW, changes=changes, calendar=None)
    page = BeautifulSoup(part(read(letter), "html"), "html.parser")
    assert [line.text for line in page.select("li")] == ["The rounds move with it."]
    assert [cell.text for cell in page.select("td.quiet.changed")] == ["When", "Where"]
    assert [word.text for word in page.select("b.was")] == ["Changed", "Changed"]
    places = [bold.text for bold in page.select("td.changed b:not(.was)")]
    assert places[1:] == [BOOKING.place.partition(",")[0]]


def test_an_invite_travels_as_an_alternative_and_as_a_file() -> None:
    message = read(messages.signed_up(BOOKING, NOW, calendar=ICS))
    assert [p.get_content_type() for p in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    inline = next(p for p in message.walk() if p.get_content_type() == "text/calendar")
    assert (inline.get_param("method"), inline.get_param("charset")) == ("REQUEST", "utf-8")
    (file,) = message.iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("invite.ics", ICS.content())


def test_the_calendar_in_the_mail_has_the_line_ends_of_the_file() -> None:
    message = read(messages.signed_up(BOOKING, NOW, calendar=ICS))
    inline = next(p for p in message.walk() if p.get_content_type() == "text/calendar")
    assert inline.get_payload(decode=True) == ICS.content()


@pytest.mark.parametrize("kind", EACH)
def test_any_mail_server_can_carry_it(kind: str) -> None:
    content = EACH[kind][0]().content
    assert content.isascii()
    assert b"\r\r\n" not in content
    assert max(len(line) for line in content.split(b"\r\n")) <= 998
    assert content.count(b"\n") == content.count(b"\r\n")


def test_a_name_with_line_breaks_cannot_add_headers() -> None:
    sly = replace(BOOKING, title="Breakfast\r\nBcc: all@example.org")
    message = read(messages.waiting(sly, NOW, number=1))
    assert message["Bcc"] is None
    assert "Breakfast Bcc: all@example.org" in str(message["Subject"])


def test_a_new_address_that_may_be_mistyped_is_not_told_the_personal_link() -> None:
    confirm = "https://crosstalk.example.org/address/code"
    message = read(link_messages.new_address(BOOKING, NOW, confirm_link=confirm, hours=48))
    for text in (part(message, "plain"), part(message, "html")):
        assert confirm in text
        assert "within 48 hours" in text
        assert "/me/secret" not in text
    assert "\n\n\n" not in part(message, "plain")


@pytest.mark.parametrize("calendar", [None, ICS])
def test_the_address_that_is_left_learns_of_it(calendar: CalendarPart | None) -> None:
    message = read(link_messages.address_moved(BOOKING, NOW, calendar=calendar))
    for text in (part(message, "plain"), part(message, "html")):
        assert "go to another address from now on" in text
        assert ("The attached entry" in text) == (calendar is not None)
        assert "/me/secret" not in text
    assert "\n\n\n" not in part(message, "plain")


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Europe/London", "London time"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires time"),
        ("UTC", "UTC"),
    ],
)
def test_a_time_is_said_with_its_zone(zone: str, words: str) -> None:
    assert messages.zone_words(NOW.astimezone(ZoneInfo(zone))) == words


def test_an_event_that_crosses_midnight_names_the_day_of_its_end() -> None:
    starts = datetime(2026, 12, 4, 22, 30, tzinfo=ZoneInfo("Europe/London"))
    words = when_words(starts, starts + timedelta(hours=2))
    assert words == "Friday 4 December 2026, 22:30 to 00:30 on Saturday (London time)"


def test_rows_that_are_marked_begin_where_the_others_do() -> None:
    before = [replace(SLOTS[0], table=8), SLOTS[1]]
    letter = messages.rounds_published(
        BOOKING, NOW, rounds=SLOTS, calendar=ICS, before=before, replaces=NOW
    )
    shown = BeautifulSoup(part(read(letter), "html"), "html.parser")
    cells = [cell for cell in shown.select("td.row") if cell.get_text()[:5] in ("09:00", "09:10")]
    styles = [str(cell["style"]) for cell in cells]
    edges = [("border-left:4px" in style, style.split(" ")[-1]) for style in styles]
    assert edges == [(True, "8px"), (False, "12px")]


@pytest.mark.parametrize("number", range(1, 13))
def test_the_host_sits_at_the_top_and_everybody_has_a_place_around_the_table(number: int) -> None:
    people = tuple(replace(START.people[0], name=str(at)) for at in range(number))
    rows = replace(START, people=people).rows
    places = [[one.name for one in place] for row in rows for place in row]
    assert places[1][0] == "0"
    assert places[4] == []
    assert sorted(name for place in places for name in place) == sorted(map(str, range(number)))
    assert max(map(len, places)) == -(-number // 8)
