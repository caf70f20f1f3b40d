from datetime import timedelta

import pytest

from scheduler.domain.privacy.retention import GROUPS
from scheduler.domain.states import GroupAnswer
from scheduler.errors import RuleBroken
from scheduler.models import Attendee, Event, db
from scheduler.services.afterwards.working_groups.answering import (
    answer_group,
    forget_unanswered,
    own_group,
)
from tests.services.afterwards.working_groups.rooms import (
    AREAS,
    after_of,
    guests,
    propose,
    standing_of,
)


def _asked(event: Event) -> list[Attendee]:
    """Four people in one group, who have been asked."""
    people = guests(event, 4, AREAS[:1])
    propose(event)
    for row in standing_of(event).rows.values():
        row.told_at = after_of(event)
    db.session.commit()
    return people


def _shown(person: Attendee) -> list[str]:
    found = own_group(person)
    assert found is not None
    return [other.name for other in found.together]


def test_only_who_takes_part_learns_who_else_does(event: Event) -> None:
    yes, also, no, silent = _asked(event)
    now = after_of(event)
    for person, takes_part in ((yes, True), (also, True), (no, False)):
        answer_group(person, takes_part, False, now)
    assert [_shown(person) for person in (yes, also, no, silent)] == [
        [also.name],
        [yes.name],
        [],
        [],
    ]
    # Whoever says otherwise later is shown to nobody from then on.
    answer_group(also, False, False, now)
    assert (_shown(yes), _shown(also)) == ([], [])


def test_a_not_now_is_read_out_of_nothing(event: Event) -> None:
    one, private, *_ = _asked(event)
    private.sector_id = next(sector.id for sector in event.sectors if sector.name == "Private")
    db.session.commit()
    before = own_group(one)
    answer_group(private, False, False, after_of(event))
    assert own_group(one) == before


def test_who_has_not_been_asked_knows_of_nothing(event: Event) -> None:
    (person, *_others) = guests(event, 4, AREAS[:1])
    propose(event)
    assert own_group(person) is None
    with pytest.raises(RuleBroken, match="not in a working group"):
        answer_group(person, True, False, after_of(event))


def test_who_offers_convenes_once_nobody_else_does(event: Event) -> None:
    first, offers, later, _silent = _asked(event)
    now = after_of(event)
    answer_group(offers, True, True, now)
    answer_group(later, True, True, now + timedelta(minutes=1))
    assert [k for k, row in standing_of(event).rows.items() if row.convenes] == [first.id]
    answer_group(first, False, False, now)
    assert [k for k, row in standing_of(event).rows.items() if row.convenes] == [offers.id]
    found = own_group(later)
    assert found is not None
    assert (found.convenor, found.convenes, found.offered) == (offers, False, True)


def test_who_never_agreed_is_forgotten_and_who_did_is_not(event: Event) -> None:
    yes, no, *_silent = _asked(event)
    answer_group(yes, True, False, after_of(event))
    answer_group(no, False, False, after_of(event))
    db.session.commit()
    assert forget_unanswered(event.body_id, GROUPS.time, event.ends_at + GROUPS.time) == 0
    late = event.ends_at + GROUPS.time + timedelta(seconds=1)
    assert forget_unanswered(event.body_id, GROUPS.time, late) == 3
    db.session.commit()
    assert {k: row.answer for k, row in standing_of(event).rows.items()} == {
        yes.id: GroupAnswer.AGREED
    }
