"""The agenda and the sectors of an event are saved as they were put."""

from dataclasses import replace

import pytest

from scheduler.errors import RuleBroken
from scheduler.models import Event, db
from scheduler.services.events import agenda as events_agenda
from scheduler.services.events.agenda import ItemEdit, SectorEdit
from tests.builders import NOW, make_attendee


def test_the_agenda_is_saved_in_its_new_order(event: Event) -> None:
    talk, rounds, coffee = event.agenda
    events_agenda.save_agenda(
        event,
        [
            ItemEdit(rounds.id, "networking", "Rounds", "", 50),
            ItemEdit(None, "talk", "Late talk", "Dr Ní Bhriain", 5),
            ItemEdit(talk.id, "talk", "Welcome", "", 15),
        ],
        NOW,
    )
    db.session.expire_all()
    assert [(i.position, i.title, i.minutes) for i in event.agenda] == [
        (1, "Rounds", 50),
        (2, "Late talk", 5),
        (3, "Welcome", 15),
    ]
    assert coffee.id not in {i.id for i in event.agenda}


def edits(event: Event) -> list[SectorEdit]:
    return [SectorEdit(s.id, s.name, s.examples, s.style) for s in event.sectors]


def test_sectors_may_swap_names(event: Event) -> None:
    first, second, third = edits(event)
    swapped = [replace(first, name=second.name), replace(second, name=first.name), third]
    events_agenda.save_sectors(event, [*swapped, SectorEdit(None, "Academia", "", 4)], NOW)
    db.session.expire_all()
    assert [s.name for s in event.sectors] == ["Public", "Voluntary", "Private", "Academia"]
    assert event.sectors[0].id == first.id


def test_a_sector_in_use_stays(event: Event) -> None:
    make_attendee(event, "Ann", "Public", state="cancelled")
    kept = [edit for edit in edits(event) if edit.name != "Public"]
    with pytest.raises(RuleBroken) as refused:
        events_agenda.save_sectors(event, kept, NOW)
    assert refused.value.sentence == (
        "1 person has the sector Public: choose another for them before removing it."
    )
    assert len(event.sectors) == 3


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ([], "An event needs at least one sector."),
        (["A", "the a sector"], "Two sectors are called A: give each a name of its own."),
        (list("ABCDEFGHIJKLM"), "An event has at most 12 sectors."),
    ],
)
def test_impossible_sectors_are_refused(event: Event, names: list[str], sentence: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        events_agenda.save_sectors(
            event, [SectorEdit(None, n, "", style) for style, n in enumerate(names, 1)], NOW
        )
    assert refused.value.sentence == sentence


def test_each_of_twelve_sectors_has_a_shape_of_its_own(event: Event) -> None:
    names = [f"Sector {n}" for n in range(12)]
    edits = [SectorEdit(None, name, "", style) for style, name in enumerate(names, 1)]
    events_agenda.save_sectors(event, edits, NOW)
    assert [sector.style for sector in event.sectors] == list(range(1, 13))
    with pytest.raises(RuleBroken):
        events_agenda.save_sectors(event, [*edits[:-1], SectorEdit(None, "Last", "", 7)], NOW)
