"""What somebody reads of a changed event depends on where they stand."""

import re
from datetime import timedelta
from email import message_from_bytes, policy

from bs4 import BeautifulSoup

from scheduler.models import Attendee, Event, OutgoingMail, transaction
from scheduler.services.events.calling_off import AFTER_ALL
from scheduler.services.messages.words import event_news
from tests.builders import NOW, make_attendee, posted
from tests.builders.pages import texts


def body_of(mail: OutgoingMail, kind: str = "plain") -> str:
    body = message_from_bytes(mail.message, policy=policy.default).get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_each_reads_where_they_stand_still(event: Event) -> None:
    until = NOW + timedelta(days=1)
    people = [
        make_attendee(event, "Ann"),
        make_attendee(event, "Bo", state="waiting", waiting_since=NOW),
        make_attendee(event, "Cy", state="offered", offered_until=until),
        make_attendee(event, "Di", state="asked"),
    ]
    with transaction():
        event.place = "Library"
        for person in people:
            event_news.post_event_changed(person, ["New place: Library."], NOW)
    ends = [re.search(r"Map: .*\s+(.+)", body_of(mail)) for mail in posted()]
    assert [end and end[1] for end in ends] == [
        "You are still signed up. If you can no longer come, cancel on your personal page:",
        "You are still on the waiting list. If you can no longer come, leave the list on your "
        "personal page.",
        "A place is held for you until Saturday 21 November, 09:00 (London time).",
        "You have asked for a place, and Paisley Breakfasts has not decided yet.",
    ]
    read = [BeautifulSoup(body_of(mail, "html"), "html.parser") for mail in posted()]
    assert [texts(page, "a.button") for page in read] == [
        ["Open your personal page"], ["Open your personal page"],
        ["Take the place"], ["Open your personal page"],
    ]  # fmt: skip


def test_that_it_takes_place_after_all_is_told_in_their_language(event: Event) -> None:
    ewa: Attendee = make_attendee(event, "Ewa", language="pl")
    with transaction():
        event_news.post_event_changed(ewa, [AFTER_ALL], NOW)
    assert texts(BeautifulSoup(body_of(posted()[0], "html"), "html.parser"), "ul li") == [
        "Jednak się odbędzie."
    ]
