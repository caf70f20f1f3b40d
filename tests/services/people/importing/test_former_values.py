"""What an import overwrote comes back, where nobody has changed it since."""

from datetime import timedelta

from scheduler.models import Attendee, Event, StagedImport, db
from scheduler.services.people.importing.former_values import overwritten
from scheduler.services.people.importing.import_run import run_import
from scheduler.services.people.importing.import_undo import undo_import
from tests.builders import NOW, ORGANISER, make_attendee
from tests.builders.lists import stage

LATER = NOW + timedelta(minutes=5)
WRONG = (
    b"Name,Organisation,Email,Sector,Dietary needs\n"
    b"Ann Ek,Wrong Ltd,ann.ek@example.org,Private,nuts\n"
    b"Bo Li,Wrong Ltd,bo.li@example.org,,\n"
)


def imported(event: Event) -> tuple[StagedImport, Attendee, Attendee]:
    """The wrong list over two people who are there: the first has all of it, the second a part."""
    ann = make_attendee(event, "Ann Ek", "Public", email="ann.ek@example.org", dietary="vegan")
    bo = make_attendee(event, "Bo Li", "Public", email="bo.li@example.org")
    for person in (ann, bo):
        person.email_key, person.organisation = person.email, "Hub"
    db.session.commit()
    staged = stage(event, WRONG)
    assert run_import(event, staged, ORGANISER, NOW, raise_capacity=False).updated == 2
    return staged, ann, bo


def known(person: Attendee) -> tuple[str, int | None, str]:
    return person.organisation, person.sector_id, person.dietary


def test_what_the_list_overwrote_comes_back(event: Event) -> None:
    public = next(s.id for s in event.sectors if s.name == "Public")
    staged, ann, bo = imported(event)
    assert (ann.organisation, ann.dietary, bo.organisation) == ("Wrong Ltd", "nuts", "Wrong Ltd")
    assert undo_import(event, staged, ORGANISER, LATER) == (0, 2)
    assert (known(ann), known(bo)) == (("Hub", public, "vegan"), ("Hub", public, ""))
    assert undo_import(event, staged, ORGANISER, LATER) == (0, 0)
    # What is kept to be given back goes with it.
    assert staged.outcome["former"] == {}


def test_what_somebody_changed_since_stays(event: Event) -> None:
    public = next(s.id for s in event.sectors if s.name == "Public")
    staged, ann, bo = imported(event)
    ann.dietary, bo.organisation = "vegetarian", "Library"
    db.session.commit()
    assert [person.name for person, _ in overwritten(event, staged)] == ["Ann Ek"]
    assert undo_import(event, staged, ORGANISER, LATER) == (0, 1)
    assert (known(ann), known(bo)) == (("Hub", public, "vegetarian"), ("Library", public, ""))


def test_a_name_that_somebody_else_at_the_address_has_since_stays_theirs(event: Event) -> None:
    address = {"email": "ann@example.org", "email_key": "ann@example.org"}
    ann = make_attendee(event, "Ann", "Public", **address)
    db.session.commit()
    staged = stage(event, b"Name,Organisation,Email\nAnn Ek,,ann@example.org\n")
    run_import(event, staged, ORGANISER, NOW, raise_capacity=False)
    assert ann.name == "Ann Ek"
    make_attendee(event, "Ann", "Public", **address)
    db.session.commit()
    assert undo_import(event, staged, ORGANISER, LATER) == (0, 0)
    assert ann.name == "Ann Ek"
