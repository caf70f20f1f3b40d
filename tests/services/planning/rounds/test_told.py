"""Who is told what of their rounds, when tables or times are others than they were told."""

from datetime import timedelta

import pytest

from scheduler.errors import RuleBroken
from scheduler.models import Attendee, Event, Plan, db
from scheduler.services.messages.outbox_views import plain_text
from scheduler.services.planning import publishing
from scheduler.services.planning.rounds.personal_rounds import personal_rounds
from scheduler.services.planning.rounds.told import OwnChanges, own_changes, told_and_planned
from tests.builders import NOW, Account, make_attendee, make_plan, posted

LATER = timedelta(minutes=30)


@pytest.fixture
def people(event: Event) -> list[Attendee]:
    return [make_attendee(event, "Ann"), make_attendee(event, "Ben", "Public")]


def draft(event: Event, number: int, tables: list[dict[int | None, list[Attendee]]]) -> Plan:
    return make_plan(event, tables, "draft", number=number, tables=2)


@pytest.fixture
def told(owner: Account, event: Event, people: list[Attendee]) -> Plan:
    """A published plan of which both were told: Ann at table 1, Ben at 2, then the reverse."""
    ann, ben = people
    plan = draft(event, 1, [{1: [ann], 2: [ben]}, {1: [ben], 2: [ann]}])
    assert publishing.publish(plan, owner.user, NOW) == 2
    return plan


def new_emails(after: int) -> list[tuple[str, str]]:
    """To whom each email after so many is, and how its subject begins."""
    return [(mail.recipient, mail.subject.partition(":")[0]) for mail in posted()[after:]]


def listed_rounds(number: int) -> list[str]:
    """The rounds as the email after so many lists them."""
    lines = plain_text(posted()[number].message).splitlines()
    return [line for line in lines if line.startswith(("Round", "* Round"))]


def move_event(event: Event) -> None:
    event.starts_at, event.ends_at = event.starts_at + LATER, event.ends_at + LATER
    db.session.commit()


def test_a_second_plan_says_whose_tables_have_changed_and_marks_the_rounds(
    owner: Account, event: Event, people: list[Attendee], told: Plan
) -> None:
    ann, ben = people
    late = make_attendee(event, "Late", "Private")
    second = draft(event, 2, [{1: [ann], 2: [ben]}, {1: [ben, ann], 2: [late]}])
    assert publishing.publish(second, owner.user, NOW, tell=publishing.Tell.WHO_MOVED) == 2
    assert new_emails(2) == [
        ("ann@example.org", "Your tables have changed in round 2"),
        ("late@example.org", "You start at table 2"),
    ]
    replaced = f"This replaces our email of {NOW:%A} {NOW.day} {NOW:%B}, {NOW:%H:%M}."
    assert f"{replaced} What is new is marked." in plain_text(posted()[2].message)
    assert "This replaces" not in plain_text(posted()[3].message)
    assert listed_rounds(2) == [
        "Round 1, 08:45: table 1",
        "* Round 2, 08:55: table 1 (was table 2)",
    ]
    assert listed_rounds(3) == ["Round 2, 08:55: table 2"]


def test_everybody_can_be_written_to_and_who_keeps_their_tables_is_told_so(
    owner: Account, event: Event, people: list[Attendee], told: Plan
) -> None:
    ann, ben = people
    second = draft(event, 2, [{1: [ann], 2: [ben]}, {1: [ben, ann]}])
    assert publishing.publish(second, owner.user, NOW) == 2
    assert new_emails(2) == [
        ("ann@example.org", "Your tables have changed in round 2"),
        ("ben@example.org", "Your rounds have not changed"),
    ]


def test_what_was_told_outlives_withdrawing(
    owner: Account, event: Event, people: list[Attendee], told: Plan
) -> None:
    publishing.withdraw_plan(told, owner.user, NOW)
    assert publishing.publish(told, owner.user, NOW, tell=publishing.Tell.WHO_MOVED) == 0


def test_new_times_are_told_once_to_everybody_who_was_told_others(
    owner: Account, event: Event, people: list[Attendee], told: Plan
) -> None:
    assert publishing.untold(event, NOW) == []
    move_event(event)
    assert [each.attendee.name for each in publishing.untold(event, NOW)] == ["Ann", "Ben"]
    assert publishing.tell_new_times(event, owner.user, NOW) == 2
    assert new_emails(2) == [
        ("ann@example.org", "New times for your rounds"),
        ("ben@example.org", "New times for your rounds"),
    ]
    assert listed_rounds(2) == [
        "* Round 1, 09:15: table 1 (was 08:45)",
        "* Round 2, 09:25: table 2 (was 08:55)",
    ]
    assert publishing.untold(event, NOW) == []
    assert publishing.tell_new_times(event, owner.user, NOW) == 0


def test_new_times_of_what_is_over_are_told_to_nobody(
    owner: Account, event: Event, people: list[Attendee], told: Plan
) -> None:
    move_event(event)
    assert publishing.untold(event, event.ends_at) == []
    with pytest.raises(RuleBroken, match="The event is over"):
        publishing.tell_new_times(event, owner.user, event.ends_at)
    assert len(posted()) == 2


def test_times_that_moved_back_need_no_email(
    event: Event, people: list[Attendee], told: Plan
) -> None:
    move_event(event)
    event.starts_at, event.ends_at = event.starts_at - LATER, event.ends_at - LATER
    db.session.commit()
    assert publishing.untold(event, NOW) == []


def test_who_is_in_a_new_plan_no_more_is_told_so(
    owner: Account, event: Event, people: list[Attendee], told: Plan
) -> None:
    second = draft(event, 2, [{1: people[:1]}, {2: people[:1]}])
    assert [each.attendee.name for each in told_and_planned(event, second) if each.changed] == [
        "Ben"
    ]
    publishing.publish(second, owner.user, NOW, tell=publishing.Tell.WHO_MOVED)
    assert new_emails(2) == [("ben@example.org", "You are no longer in the rounds")]


def test_without_published_rounds_there_are_no_times_to_tell(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    assert publishing.untold(event, NOW) == []
    with pytest.raises(RuleBroken) as refusal:
        publishing.tell_new_times(event, owner.user, NOW)
    assert refusal.value.sentence == "No rounds are published, so there are no times to tell."


def test_a_preview_is_the_email_and_keeps_nothing(
    owner: Account, event: Event, people: list[Attendee], told: Plan
) -> None:
    move_event(event)
    letter = publishing.preview_email(publishing.untold(event, NOW)[0], NOW)
    assert letter.subject.startswith("New times for your rounds: ")
    assert len(posted()) == 2


def changes_of(person: Attendee) -> OwnChanges:
    return own_changes(person, [view.slot() for view in personal_rounds(person)])


def test_a_page_marks_what_is_other_than_the_last_email_or_the_one_before_it_said(
    owner: Account, event: Event, people: list[Attendee], told: Plan
) -> None:
    ann, ben = people
    late = make_attendee(event, "Late", "Private")
    assert [changes_of(person) for person in (ann, ben, late)] == [OwnChanges()] * 3
    second = draft(event, 2, [{1: [ann], 2: [ben]}, {1: [ben, ann], 2: [late]}])
    publishing.publish(second, owner.user, NOW, tell=publishing.Tell.WHO_MOVED)
    moved = OwnChanges("Your tables have changed in round 2", {1: "", 2: "was table 2"})
    assert [changes_of(person) for person in (ann, ben, late)] == [moved, *[OwnChanges()] * 2]
    # On the morning nobody is emailed: the page alone tells.
    third = draft(event, 3, [{1: [ann], 2: [ben]}, {1: [ben], 2: [late], None: [ann]}])
    publishing.publish(third, owner.user, NOW, tell=publishing.Tell.NOBODY)
    assert changes_of(ann).was == {1: "", 2: "was table 1"}
    move_event(event)
    assert changes_of(ben).headline == "New times for your rounds"


def test_on_the_morning_a_slight_delay_is_no_news_and_a_new_table_is(
    owner: Account, event: Event, people: list[Attendee], told: Plan
) -> None:
    ann, ben = people
    second = draft(event, 2, [{1: [ann], 2: [ben]}, {1: [ann], 2: [ben]}])
    publishing.publish(second, owner.user, NOW, tell=publishing.Tell.NOBODY)
    event.starts_at += timedelta(minutes=10)
    db.session.commit()
    slots = [view.slot() for view in personal_rounds(ann)]
    known = own_changes(ann, slots, begun=True)
    assert known == OwnChanges("Your tables have changed in round 2", {1: "", 2: "was table 2"})
    assert own_changes(ann, slots[:1], begun=True).was.get(1, "") == ""
    assert own_changes(ann, [], begun=True) == OwnChanges()
    event.starts_at += timedelta(minutes=10)
    db.session.commit()
    late = [view.slot() for view in personal_rounds(ann)]
    assert own_changes(ann, late[1:], begun=True).was == {2: "was 08:55, table 2"}


def test_the_email_names_those_who_come_and_their_company_alone_is_no_news(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    ann, ben = people
    host = make_attendee(event, "Zoe Host", host_table=1)
    gone = make_attendee(event, "Gone", "Private", state="cancelled")
    first = draft(event, 1, [{1: [ann, ben, gone, host]}, {1: [ann, host], 2: [ben]}])
    publishing.publish(first, owner.user, NOW)
    lines = plain_text(posted()[0].message).splitlines()
    assert [line for line in lines if line.startswith("  ")] == [
        "  With Zoe Host, Ben",
        "  With Zoe Host",
    ]
    second = draft(event, 2, [{1: [ann, host]}, {1: [ann, host, ben]}])
    assert [n.attendee.name for n in told_and_planned(event, second) if n.changed] == ["Ben"]
