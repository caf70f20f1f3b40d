"""The table at which each person starts, as reminders tell it."""

from scheduler.models import Event, db
from scheduler.services.planning.rounds.first_tables import first_tables
from tests.builders import make_attendee, make_plan


def test_each_person_starts_at_the_first_table_they_have(event: Event) -> None:
    ann, bob, cy = (make_attendee(event, name) for name in ("Ann Lee", "Bob Ray", "Cy Poe"))
    gone = make_attendee(event, "Di Ock", state="cancelled")
    cy.host_table = 2
    db.session.commit()
    assert first_tables(event) == {}
    make_plan(event, [{2: [ann, cy, gone], None: [bob]}, {1: [ann, bob], 2: [cy]}])
    starts = first_tables(event)
    assert {key: (start.number, start.table) for key, start in starts.items()} == {
        ann.id: (1, 2), bob.id: (2, 1), cy.id: (1, 2),
    }  # fmt: skip
    assert [(p.name, p.style, p.host, p.you) for p in starts[ann.id].people] == [
        ("Cy Poe", 1, True, False), ("Ann Lee", 1, False, True),
    ]  # fmt: skip
    assert [[[p.name for p in place] for place in row] for row in starts[ann.id].rows] == [
        [[], ["Cy Poe"], []], [[], [], []], [[], ["Ann Lee"], []],
    ]  # fmt: skip
    assert starts[ann.id].others == "Cy Poe"
    assert f"{starts[bob.id].starts:%H:%M}" == "08:55"
