"""Who of the list came, where sign-ups are shown."""

from datetime import UTC, datetime, timedelta

from scheduler.domain.morning.known import Turnout
from scheduler.domain.registration.transitions import organiser
from scheduler.models import Attendee, Event, db
from scheduler.services.morning import attendance
from scheduler.services.morning.desk.handing_over import DeskOf
from scheduler.services.morning.desk.joining import come_instead
from scheduler.services.morning.desk.sent_newcomers import SendingDesk
from scheduler.services.morning.sent import Sent, take_in_all
from scheduler.services.people.listing import Filter, list_people
from scheduler.services.people.turnout import presence_cells, turnout_of
from tests.builders import ORGANISER, Account, make_attendee

MORNING = datetime(2026, 12, 4, 8, 41, tzinfo=UTC)
LATER = MORNING + timedelta(minutes=20)
JEAN, TOM = "Jean at the door", "Tom"


def sender(desk: str) -> SendingDesk:
    return SendingDesk(desk, ORGANISER, DeskOf())


def morning(event: Event, owner: Account) -> dict[str, Attendee]:
    """Ann came and stepped out, a colleague came for Bob, Cat does not come, Dan is awaited."""
    people = {name: make_attendee(event, name) for name in ("Ann", "Bob", "Cat", "Dan")}
    event.rounds = 4
    attendance.check_in(event, people["Ann"].id, JEAN, MORNING)
    attendance.step_out(event, people["Ann"].id, 2, 3, TOM, LATER)
    by = organiser(owner.user.id)
    people["Cora"] = come_instead(event, people["Bob"].id, "Cora", "", TOM, by, LATER)
    attendance.mark_absent(event, people["Cat"].id, TOM, LATER)
    return people


def test_nothing_is_said_before_anybody_is_noted(event: Event) -> None:
    make_attendee(event, "Ann")
    assert turnout_of(event, over=True) == {}


def test_each_person_has_their_words(event: Event, owner: Account) -> None:
    people = morning(event, owner)
    make_attendee(event, "Eve", state="cancelled")
    known = turnout_of(event, over=False)
    assert {name: known[one.id].words for name, one in people.items()} == {
        "Ann": "here since 08:41, by Jean at the door; out from round 2, back for round 3",
        "Bob": "Cora came instead",
        "Cat": "does not come",
        "Dan": "not here yet",
        "Cora": "here since 09:01, by Tom; came for Bob",
    }
    assert len(known) == 5


def test_the_desk_that_let_somebody_in_is_kept(event: Event) -> None:
    ann = make_attendee(event, "Ann")
    take_in_all(event, sender(TOM), [Sent("k1", ann.id, LATER)], LATER)
    take_in_all(event, sender(JEAN), [Sent("k2", ann.id, MORNING)], LATER)
    assert presence_cells(turnout_of(event, over=False), ann.id) == {
        "came": "yes",
        "came_at": "08:41",
        "let_in_by": JEAN,
    }
    attendance.mark_left(event, ann.id, 2, TOM, LATER)
    assert turnout_of(event, over=False)[ann.id].came_by == JEAN
    attendance.mark_left(event, ann.id, 1, TOM, LATER)
    assert turnout_of(event, over=False)[ann.id].came_by == ""


def test_the_list_is_narrowed_to_who_came_and_who_did_not(event: Event, owner: Account) -> None:
    morning(event, owner)
    db.session.refresh(event)
    for over, awaited, away in ((False, ["Dan"], ["Cat"]), (True, [], ["Cat", "Dan"])):
        known = turnout_of(event, over=over)
        found = {
            turnout: [p.name for p in list_people(event, Filter(state=turnout.value), known).people]
            for turnout in Turnout
        }
        assert found == {
            Turnout.CAME: ["Ann", "Cora"],
            Turnout.AWAITED: awaited,
            Turnout.STAYED_AWAY: away,
            Turnout.REPLACED: ["Bob"],
            Turnout.ONLINE: [],
        }
        counted = list_people(event, Filter(), known).turnout
        assert {one: counted[one] for one in counted} == {
            one: len(names) for one, names in found.items() if names
        }
