"""What the papers around the rounds say of an event."""

from scheduler.models import Event
from scheduler.services.paper.papers import papers_of
from tests.builders import NOW, make_attendee, make_plan


def test_who_comes_by_surname_with_their_first_table(event: Event) -> None:
    ann, bo = make_attendee(event, "Ann de Vries"), make_attendee(event, "Bo Ek")
    make_attendee(event, "Cy Roe", state="cancelled")
    make_plan(event, [{2: [ann], None: [bo]}, {1: [ann, bo]}])
    found = papers_of(event, "https://our.example/e/1")
    assert [(row.surname, row.rest, row.table) for row in found.rows] == [
        ("de Vries", "Ann", 2),
        ("Ek", "Bo", None),
    ]
    assert (found.guests, found.link) == (2, "https://our.example/e/1")


def test_times_are_those_of_the_place(event: Event) -> None:
    event.timezone = "Europe/Berlin"
    event.agenda[0].speaker = "Joan Ross"
    found = papers_of(event, "")
    assert (found.when, found.time) == ("Friday 4 December 2026", "09:30 to 11:30")
    assert found.agenda[0] == ("09:30", "09:45", "Welcome", "Joan Ross")


def test_the_kitchen_reads_how_many_need_what_at_which_tables(event: Event) -> None:
    diets = ("vegan", "Vegan ", "vegan", "no nuts", "")
    people = [make_attendee(event, f"Guest {n}", dietary=need) for n, need in enumerate(diets)]
    make_plan(event, [{2: people[:2], 5: people[2:4], None: people[4:]}])
    found = papers_of(event, "")
    assert [(need.people, need.words, need.tables) for need in found.needs] == [
        (3, "Vegan", ((2, 2), (5, 1))),
        (1, "No nuts", ((5, 1),)),
    ]


def test_the_kitchen_is_told_of_doors_breaks_and_the_end_and_the_desk_what_is_different(
    event: Event,
) -> None:
    make_attendee(event, "Ann Ek", host_table=2, leaves_after_round=1)
    make_attendee(event, "Bo Roe", "Public", arrives_round=2)
    found = papers_of(event, "", NOW)
    assert found.served == (
        ("08:30", "Welcome, until 08:45"),
        ("09:30", "Coffee, until 10:30"),
        ("10:30", "End"),
    )
    assert found.counted == NOW
    assert [(row.surname, row.shape, row.remark) for row in found.rows] == [
        ("Ek", "●", "host, leaves after round 1"),
        ("Roe", "■", "arrives for round 2"),
    ]


def test_a_speaker_stands_with_their_organisation_and_the_rounds_are_one_line(event: Event) -> None:
    make_attendee(event, "Joan Ross", organisation="Kelder Baths")
    event.agenda[0].speaker = "Joan Ross"
    lines = papers_of(event, "").agenda
    assert [line[2:] for line in lines] == [
        ("Welcome", "Joan Ross, Kelder Baths"),
        (f"Networking: {event.rounds} rounds of 8 minutes", ""),
        ("Coffee", ""),
    ]
