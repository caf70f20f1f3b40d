"""Places that are held for a sector until a day."""

from datetime import timedelta

import pytest

from scheduler.errors import InvalidInput
from scheduler.models import Attendee, db
from scheduler.services.events.waiting_list_settings import (
    WaitingListSettings,
    keep_up,
    save_waiting_list,
    would_get_places,
)
from scheduler.services.registration import own_sign_up
from scheduler.services.registration.waiting_list import reasons
from tests.builders import NOW, Account, make_attendee, make_event

HOUR = timedelta(hours=1)


def states(*people: Attendee) -> list[str]:
    db.session.commit()
    for person in people:
        db.session.refresh(person)
    return [str(person.state) for person in people]


def test_held_places_wait_for_their_sector_until_the_day_and_then_go_to_the_next(
    owner: Account,
) -> None:
    event = make_event(owner.body_id, capacity=2)
    make_attendee(event, "Ann Ali", "Voluntary")
    private = next(sector for sector in event.sectors if sector.name == "Private")
    settings = WaitingListSettings(6, NOW + 2 * HOUR, {private.id: 1})
    bob = make_attendee(event, "Bob Bay", "Public", state="waiting", waiting_since=NOW)
    assert would_get_places(event, WaitingListSettings(None, None, {}), NOW) == [bob]
    assert would_get_places(event, settings, NOW) == []
    save_waiting_list(event, settings, NOW)
    assert states(bob) == ["waiting"]
    assert reasons(event, NOW) == [
        "1 place is free, but held until Friday 20 November, 11:00 (1 for Private): Bob Bay still "
        "waits."
    ]
    cy = make_attendee(event, "Cy Cole", "Private", state="waiting", waiting_since=NOW + HOUR)
    keep_up(NOW + HOUR)
    assert states(bob, cy) == ["waiting", "offered"]
    own_sign_up.cancel_own(cy, NOW + HOUR)
    keep_up(NOW + 2 * HOUR)
    assert states(bob, cy) == ["offered", "cancelled"]


@pytest.mark.parametrize(
    ("held", "until", "sentence"),
    [
        (41, HOUR, "41 places are held, but the event has 40: hold fewer."),
        (1, None, "Choose until when these places are held."),
        (1, timedelta(days=30), "Places can be held until the event begins."),
    ],
)
def test_impossible_settings_are_refused_and_nothing_is_kept(
    owner: Account, held: int, until: timedelta | None, sentence: str
) -> None:
    event = make_event(owner.body_id)
    settings = WaitingListSettings(6, until and NOW + until, {event.sectors[0].id: held})
    for attempt in (would_get_places, save_waiting_list):
        with pytest.raises(InvalidInput) as refused:
            attempt(event, settings, NOW)
        assert refused.value.sentence == sentence
    db.session.rollback()
    assert (event.offer_hours, event.sectors[0].held) == (None, 0)
