import pytest

from scheduler.domain.states import GroupAnswer
from scheduler.errors import RuleBroken
from scheduler.models import Event, db
from scheduler.services.afterwards.working_groups import telling
from tests.builders import Account, mails
from tests.services.afterwards.working_groups.rooms import (
    AREAS,
    after_of,
    guests,
    move,
    propose,
    standing_of,
)


def test_everybody_in_a_group_is_asked_once_and_who_is_moved_again(
    event: Event, owner: Account
) -> None:
    people = guests(event, 8, AREAS[:1])
    people[1].email = people[1].email_key = None
    db.session.commit()
    propose(event)
    now = after_of(event)
    standing = standing_of(event)
    assert telling.to_ask(standing) == people
    asked = telling.asked_of(standing, people[0])
    assert (asked.area, asked.others, asked.convenes) == (AREAS[0], 7, True)
    assert asked.sectors == ["Voluntary", "Public", "Private"]
    assert telling.ask_members(event, 8, owner.user, now) == 7
    assert mails() == [("working_group", person.email) for person in people if person.email]
    assert {row.told_at for row in standing_of(event).rows.values()} == {now}
    assert telling.to_ask(standing_of(event)) == []
    move(event, owner.user, people[3], (AREAS[0], 2))
    assert telling.to_ask(standing_of(event)) == [people[3]]
    assert telling.ask_members(event, 1, owner.user, now) == 1
    assert len(mails()) == 8


def test_a_number_that_is_no_longer_true_asks_nobody(event: Event, owner: Account) -> None:
    people = guests(event, 8, AREAS[:1])
    propose(event)
    row = standing_of(event).rows[people[0].id]
    row.answer, row.told_at = GroupAnswer.AGREED, after_of(event)
    db.session.commit()
    with pytest.raises(RuleBroken, match="it was 8, and now it is 7"):
        telling.ask_members(event, 8, owner.user, after_of(event))
    assert mails() == []
