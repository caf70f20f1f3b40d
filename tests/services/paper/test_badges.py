"""Whose badges are printed, in which order, and what each leads to."""

from scheduler.domain.messages.links import Links
from scheduler.models import Event, db
from scheduler.services.paper.badges import badges_of
from tests.builders import make_attendee

LINKS = Links("https://example.org")


def test_those_who_come_have_badges_by_surname(event: Event) -> None:
    bob = make_attendee(event, "Bob Young", "Public", organisation="Borough")
    ann = make_attendee(event, "Ann Adams", None, speak_to="Face me")
    make_attendee(event, "Cat Gone", state="cancelled")
    db.session.commit()
    first, second = badges_of(event, LINKS)
    assert (first.name, second.name) == ("Ann Adams", "Bob Young")
    assert (first.mark, second.mark) == ("Face me", "")
    assert second.link == f"https://example.org/me/{bob.token}"
    assert (second.number, second.organisation, second.sector) == (str(bob.id), "Borough", "Public")
    assert [badge.name for badge in badges_of(event, LINKS, only=[bob.id])] == ["Bob Young"]
    assert [badge.number for badge in badges_of(event, LINKS, most=1)] == [str(ann.id)]
