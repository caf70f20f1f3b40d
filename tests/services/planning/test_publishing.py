"""Publishing shows one plan and writes to everybody once."""

from email import message_from_bytes, policy

import pytest
from sqlalchemy import delete

from scheduler.domain.morning.clock import Phase
from scheduler.errors import NotFound, RuleBroken
from scheduler.models import Attendee, Event, Plan, Seat, db
from scheduler.services.planning import publishing
from scheduler.services.planning.publishing import Concerned
from scheduler.services.planning.rounds.clock import Press, make_ready, press
from scheduler.services.planning.rounds.personal_rounds import personal_rounds
from tests.builders import (
    NOW,
    SECOND,
    Account,
    mails,
    make_attendee,
    make_people,
    make_plan,
    posted,
)


@pytest.fixture
def people(event: Event) -> list[Attendee]:
    people = [make_attendee(event, "Ann"), make_attendee(event, "Ben", "Public")]
    people.append(make_attendee(event, "Cy", "Private", email=None, email_key=None))
    make_attendee(event, "Waiting", state="waiting")
    return people


def draft(event: Event, number: int, people: list[Attendee]) -> Plan:
    """Plan ``number``: everybody at that table, then out."""
    return make_plan(event, [{number: people}, {None: people}], "draft", number=number, tables=2)


def states(event: Event) -> dict[int, str]:
    rows = db.session.query(Plan.number, Plan.state).filter_by(event_id=event.id).all()
    return {row.number: row.state for row in rows}


def test_everybody_with_a_place_and_an_address_gets_their_rounds(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    late = make_attendee(event, "Late", "Public")
    plan = draft(event, 1, people)

    written = publishing.publish(plan, owner.user, NOW)

    mails = posted()
    assert len(mails) == written
    assert [mail.recipient for mail in mails] == [people[0].email, people[1].email, late.email]
    assert {(m.kind, m.state, m.event_id, m.body_id) for m in mails} == {
        ("rounds_published", "queued", event.id, event.body_id)
    }
    assert (plan.state, plan.published_at) == ("published", NOW)


def test_the_mail_carries_tables_times_and_a_renewed_invite(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    publishing.publish(draft(event, 1, people), owner.user, NOW)
    mail = posted()[0]
    message = message_from_bytes(mail.message, policy=policy.default)
    text = message.get_body(("plain",)).get_content()
    assert [line for line in text.splitlines() if line.startswith("Round")] == [
        "Round 1, 08:45: table 1",
        "Round 2, 08:55: you sit out",
    ]
    calendars = [p for p in message.walk() if p.get_content_type() == "text/calendar"]
    assert [part.get_param("method") for part in calendars] == ["REQUEST"]
    lines = calendars[0].get_content().splitlines()
    assert "SEQUENCE:1" in lines
    assert people[0].calendar_sequence == 1


def test_pressing_twice_writes_once(owner: Account, event: Event, people: list[Attendee]) -> None:
    plan = draft(event, 1, people)
    assert publishing.publish(plan, owner.user, NOW) == 2
    assert publishing.publish(plan, owner.user, NOW) == 0
    assert len(posted()) == 2


def test_an_event_that_is_over_is_published_without_an_email(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    plan = draft(event, 1, people)
    assert publishing.publish(plan, owner.user, event.ends_at) == 0
    assert (posted(), people[0].calendar_sequence) == ([], 0)
    assert states(event) == {1: "published"}
    assert [view.table for view in personal_rounds(people[0])] == [1, None]


def test_until_it_ends_everybody_is_told(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    plan = draft(event, 1, people)
    assert publishing.publish(plan, owner.user, event.ends_at - SECOND) == 2


def test_another_plan_takes_the_place_of_the_first(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    first, second = draft(event, 1, people), draft(event, 2, people)
    publishing.publish(first, owner.user, NOW)
    assert [view.table for view in personal_rounds(people[0])] == [1, None]
    publishing.publish(second, owner.user, NOW)
    assert states(event) == {1: "draft", 2: "published"}
    assert [view.table for view in personal_rounds(people[0])] == [2, None]
    assert (first.published_at, second.published_at) == (None, NOW)
    assert people[0].calendar_sequence == 2


def test_a_plan_deleted_meanwhile_is_not_published(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    plan = draft(event, 1, people)
    db.session.execute(delete(Plan).execution_options(synchronize_session=False))
    db.session.commit()
    with pytest.raises(NotFound):
        publishing.publish(plan, owner.user, NOW)
    assert len(posted()) == 0


def test_a_withdrawn_plan_is_seen_by_nobody(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    plan = draft(event, 1, people)
    publishing.publish(plan, owner.user, NOW)
    publishing.withdraw_plan(plan, owner.user, NOW)
    publishing.withdraw_plan(plan, owner.user, NOW)
    assert states(event) == {1: "draft"}
    assert personal_rounds(people[0]) == []
    assert len(posted()) == 2


def test_a_draft_is_deleted_with_its_seats(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    draft(event, 1, people)
    publishing.delete_draft(draft(event, 2, people), owner.user)
    assert states(event) == {1: "draft"}
    assert db.session.query(Seat).count() == 6


def test_the_published_plan_cannot_be_deleted(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    plan = draft(event, 1, people)
    publishing.publish(plan, owner.user, NOW)
    with pytest.raises(RuleBroken) as refusal:
        publishing.delete_draft(plan, owner.user)
    assert refusal.value.sentence == "Plan 1 is published. Withdraw it first, then delete it."
    assert states(event) == {1: "published"}


def test_only_those_who_move_are_written_to_when_that_is_chosen(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    publishing.publish(draft(event, 1, people), owner.user, NOW)
    new = make_attendee(event, "New", "Public")
    second = draft(event, 2, [*people, new])
    for seat in second.seats:
        stays = seat.attendee_id != people[1].id and seat.round == 1
        seat.table = 1 if stays else seat.table
    db.session.commit()
    assert publishing.concerned(event, second) == Concerned(
        moved=(people[1].name,), seated=("New",), unseated=(), emails=2
    )
    before = len(posted())
    assert publishing.publish(second, owner.user, NOW, tell=publishing.Tell.WHO_MOVED) == 2
    written = mails()[before:]
    assert {recipient for _, recipient in written} == {people[1].email, new.email}


def test_without_a_plan_to_replace_everybody_is_written_to(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    plan = draft(event, 1, people)
    assert publishing.concerned(event, plan).emails == 2
    assert publishing.publish(plan, owner.user, NOW, tell=publishing.Tell.WHO_MOVED) == 2


def test_a_round_that_has_begun_wins_over_a_new_plan(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    event.rounds = 2
    make_plan(event, [{1: people}, {2: people}])
    make_ready(event, False, NOW)
    again = make_plan(event, [{1: people}, {3: people}], "draft", number=2)
    other = make_plan(event, [{4: people}, {2: people}], "draft", number=3)
    press(event, Press.NEXT, (Phase.BEFORE, 1), NOW)

    with pytest.raises(RuleBroken) as refused:
        publishing.publish(other, owner.user, NOW)
    assert refused.value.sentence == (
        "Round 1 has begun, and this draft seats people otherwise in the rounds so far. Fit in "
        "late changes again, from round 2."
    )
    assert states(event) == {1: "published", 2: "draft", 3: "draft"}
    publishing.publish(again, owner.user, NOW)
    assert states(event) == {1: "draft", 2: "published", 3: "draft"}


def test_the_email_shown_is_that_of_a_guest_where_there_is_one(event: Event) -> None:
    host, guest = make_people(event, ["Ann", "Bo"])
    host.host_table = 1
    plan = make_plan(event, [{1: [host, guest]}] * event.rounds, "draft")
    shown = publishing.news_to_show(event, plan)
    assert shown is not None
    assert shown.attendee.name == "Bo"
