"""What a personal page shows of the rounds."""

from datetime import UTC, datetime, timedelta

from scheduler.models import Event, db
from scheduler.services.planning.rounds.personal_rounds import personal_rounds
from tests.builders import make_attendee, make_plan

START = datetime(2026, 12, 4, 8, 45, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_rounds_begin_with_the_networking_slot_and_name_the_host_first(event: Event) -> None:
    ann, bob, cy = (make_attendee(event, name) for name in ("Ann Lee", "Bob Ray", "Cy Poe"))
    cy.host_table = 2
    db.session.commit()
    make_plan(event, [{2: [ann, bob, cy]}, {1: [ann], None: [bob], 2: [cy]}])
    first, second = personal_rounds(ann)
    assert (first.starts, first.ends) == (START, START + 8 * MINUTE)
    assert (first.table, first.host) == (2, False)
    assert [(p.name, p.host, p.sector, p.style) for p in first.companions] == [
        ("Cy Poe", True, "Voluntary", 1),
        ("Bob Ray", False, "Voluntary", 1),
    ]
    assert (second.starts, second.table, second.companions) == (START + 10 * MINUTE, 1, ())
    assert [(view.table, view.host) for view in personal_rounds(cy)] == [(2, True), (2, True)]
    assert [(view.table, view.companions) for view in personal_rounds(bob)][1] == (None, ())
    assert first.slot().companions == ()
    slot = first.slot(names=True)
    assert (slot.number, slot.table) == (1, 2)
    assert slot.companions == ("Cy Poe (Poe Trust)", "Bob Ray (Ray Trust)")


def test_a_round_somebody_is_not_there_for_is_left_out(event: Event) -> None:
    ann, bob = make_attendee(event, "Ann Lee"), make_attendee(event, "Bob Ray")
    make_plan(event, [{1: [ann]}, {1: [ann, bob]}])
    (only,) = personal_rounds(bob)
    assert (only.number, only.starts) == (2, START + 10 * MINUTE)


def test_only_the_host_of_the_table_sees_what_people_do(event: Event) -> None:
    ann = make_attendee(event, "Ann Lee", about="We run a food bank.", offers=["a van"])
    bob = make_attendee(event, "Bob Ray", host_table=1, offers=["a room"], asks=["a van"])
    make_plan(event, [{1: [ann, bob]}, {2: [ann, bob]}])
    assert [[p.notes for p in view.companions] for view in personal_rounds(bob)] == [
        [(("Offers", "a van"), ("", "We run a food bank."))], [()]
    ]  # fmt: skip
    assert [[p.notes for p in view.companions] for view in personal_rounds(ann)] == [[()], [()]]
