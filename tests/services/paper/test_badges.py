"""Whose badges are printed, in which order, and what each leads to."""

from scheduler.domain.messages.links import Links
from scheduler.domain.states import PlanState
from scheduler.models import Event, db
from scheduler.services.paper.badges import badges_of
from tests.builders import make_attendee, make_plan

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


def test_tables_are_on_a_badge_once_rounds_are_published(event: Event) -> None:
    ann, bob = make_attendee(event, "Ann Adams"), make_attendee(event, "Bob Young")
    make_attendee(event, "Cat Zee")
    plan = make_plan(event, [{1: [ann], 2: [bob]}, {3: [ann], None: [bob]}], "draft")
    assert [badge.tables for badge in badges_of(event, LINKS, tables=True)] == [(), (), ()]
    plan.state = PlanState.PUBLISHED
    db.session.commit()
    shown = [badge.tables for badge in badges_of(event, LINKS, tables=True)]
    assert shown == [("1", "3"), ("2", "–"), ()]
    assert {badge.tables for badge in badges_of(event, LINKS)} == {()}
