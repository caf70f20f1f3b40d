"""The code that a desk shows of somebody whom it put on the list."""

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.domain.registration.transitions import Actor, ActorKind, organiser
from scheduler.errors import NotFound
from scheduler.models import Attendee, Event, db
from scheduler.services.morning.desk.handing_over import (
    WORKS_FOR,
    DeskOf,
    added_by,
    code_of_phone,
    make_code,
    open_page,
    tables_from,
)
from scheduler.services.morning.desk.joining import come_instead, walk_in
from scheduler.services.morning.desk_links import end_link, make_link, night_after
from scheduler.services.people.person import PersonEdit
from tests.builders import Account

MORNING = datetime(2026, 12, 4, 8, 41, tzinfo=UTC)
VOLUNTEER = Actor(ActorKind.ORGANISER)


def test_each_desk_shows_the_code_of_its_own(
    event: Event, four: list[Attendee], owner: Account
) -> None:
    jean, tom = (make_link(event, name) for name in ("Jean", "Tom"))
    edit = PersonEdit("Eve Walk", sector_id=event.sectors[0].id)
    eve = walk_in(event, edit, "", "Jean", VOLUNTEER, MORNING, link_id=jean.id)
    amy = come_instead(event, four[0].id, "Amy Lo", "", "", organiser(owner.user.id), MORNING)
    desks = {
        DeskOf(link_id=jean.id): {eve.id},
        DeskOf(link_id=tom.id): set(),
        DeskOf(user_id=owner.user.id): {amy.id},
        DeskOf(): set(),
        DeskOf(every=True): {eve.id, amy.id},
    }
    assert {desk: set(added_by(event, desk, MORNING)) for desk in desks} == desks
    for desk, own in desks.items():
        assert added_by(event, desk, night_after(event)) == frozenset()
        for person in {eve.id, amy.id, four[1].id} - own:
            with pytest.raises(NotFound):
                make_code(event, person, desk, MORNING)
    # The next link may get the number of one that was ended, and nothing else of it.
    end_link(event, tom.id)
    end_link(event, jean.id)
    db.session.expunge_all()
    assert added_by(event, DeskOf(link_id=make_link(event, "Ada").id), MORNING) == frozenset()


def test_a_code_opens_one_page_once_and_in_time(
    event: Event, four: list[Attendee], owner: Account
) -> None:
    desk = DeskOf(user_id=owner.user.id)
    amy = come_instead(event, four[0].id, "Amy Lo", "", "", organiser(owner.user.id), MORNING)
    first = make_code(event, amy.id, desk, MORNING).code or ""
    second = make_code(event, amy.id, desk, MORNING).code or ""
    with pytest.raises(NotFound):
        open_page(first, MORNING)
    with pytest.raises(NotFound):
        code_of_phone(second, MORNING + WORKS_FOR)
    assert open_page(second, MORNING + WORKS_FOR - timedelta(seconds=1)).id == amy.id
    with pytest.raises(NotFound):
        open_page(second, MORNING)


def test_a_code_ends_with_the_link_whose_desk_showed_it(event: Event, four: list[Attendee]) -> None:
    link = make_link(event, "Jean")
    desk = DeskOf(link_id=link.id)
    edit = PersonEdit("Eve Walk", sector_id=event.sectors[0].id)
    eve = walk_in(event, edit, "", "Jean", VOLUNTEER, MORNING, link_id=link.id)
    link.expires_at = MORNING + timedelta(minutes=4)
    db.session.commit()
    code = make_code(event, eve.id, desk, MORNING).code or ""
    assert code_of_phone(code, MORNING + timedelta(minutes=3)).attendee_id == eve.id
    with pytest.raises(NotFound):
        code_of_phone(code, MORNING + timedelta(minutes=4))
    end_link(event, link.id)
    with pytest.raises(NotFound):
        open_page(code, MORNING)


def test_tables_are_those_of_the_rounds_to_come(
    event: Event, four: list[Attendee], owner: Account
) -> None:
    actor = organiser(owner.user.id)
    amy = come_instead(event, four[0].id, "Amy Lo", "", "", actor, MORNING)
    edit = PersonEdit("Eve Walk", sector_id=event.sectors[0].id)
    assert tables_from(event, amy.id, 2) == ((2, 1),)
    eve = walk_in(event, edit, "", "", actor, MORNING)
    assert [number for number, _ in tables_from(event, eve.id, 1)] in ([], [1, 2])
