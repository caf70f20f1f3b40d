"""Where somebody could go: each effect is what the move then does."""

import pytest

from scheduler.domain.afterwards.working_groups.effect import links_of_groups
from scheduler.domain.states import GroupAnswer
from scheduler.errors import NotFound
from scheduler.models import Event, db
from scheduler.services.afterwards.working_groups.going import (
    GroupGoing,
    breaches_in_words,
    group_goings,
)
from tests.builders import Account
from tests.services.afterwards.working_groups.rooms import (
    AREAS,
    after_of,
    guests,
    move,
    propose,
    standing_of,
)

HERE, THERE, NEW = (AREAS[0], 1), (AREAS[1], 1), (AREAS[0], 2)


def _alone(event: Event, attendee_id: int) -> dict[object, GroupGoing]:
    found = group_goings(standing_of(event), attendee_id)
    return {going.slot: going for going in found if going.other is None}


def test_the_effect_of_a_move_is_what_the_move_does(event: Event, owner: Account) -> None:
    people = guests(event, 12)
    people[0].organisation = people[1].organisation = "Braes Carers"
    db.session.commit()
    propose(event)
    before, alone = standing_of(event), _alone(event, people[0].id)
    assert alone.keys() == {THERE, NEW, None}
    assert (alone[NEW].new, alone[NEW].size, alone[THERE].new, alone[THERE].size) == (
        True, 1, False, 7,
    )  # fmt: skip
    title = f"{AREAS[1]}: "
    assert (alone[THERE].breaks, alone[THERE].notes) == (
        True,
        (
            title + "Person 00 did not choose this area.",
            title + "Person 00 and Person 01 are colleagues.",
        ),
    )
    edit = move(event, owner.user, people[0], THERE)
    after = standing_of(event)
    links = [links_of_groups(each.problem, each.placing) for each in (before, after)]
    assert links[1] - links[0] == alone[THERE].links == edit.links
    assert breaches_in_words(after) == {
        THERE: [note.removeprefix(title) for note in alone[THERE].notes]
    }


def test_everybody_elsewhere_may_change_places(event: Event, owner: Account) -> None:
    people = guests(event, 12)
    propose(event)
    row = standing_of(event).rows[people[1].id]
    row.told_at = after_of(event)
    standing_of(event).rows[people[3].id].answer = GroupAnswer.DECLINED
    db.session.commit()
    found = group_goings(standing_of(event), people[0].id)
    partners = {going.other: going for going in found if going.other}
    # Those of the other area, without who said not now.
    assert partners.keys() == {person.id for person in people[1::2]} - {people[3].id}
    assert partners[people[1].id].notes[-1] == (
        "Person 01 was asked already, and would be asked again."
    )
    assert found[-1].slot is None
    assert group_goings(standing_of(event), people[3].id) == []
    with pytest.raises(NotFound):
        group_goings(standing_of(event), 10_000)


def test_a_sector_that_nobody_would_be_from_is_told(event: Event) -> None:
    people = guests(event, 7, AREAS[:1])
    for person in people[1:]:
        person.sector = people[1].sector
    db.session.commit()
    propose(event)
    assert people[0].sector is not None
    notes = _alone(event, people[0].id)[None].notes
    assert notes == (f"{AREAS[0]} would have nobody from {people[0].sector.name}.",)
