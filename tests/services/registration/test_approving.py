"""Sign-ups that an organiser approves: who gets a place, what is said, and that Undo undoes it."""

import pytest

from scheduler.errors import InvalidInput, Rule, RuleBroken
from scheduler.models import Attendee, Event, db
from scheduler.services.people.listing import all_people, export_rows
from scheduler.services.registration import approving, own_sign_up
from tests.builders import NOW, ORGANISER, SECOND, Account, mails, make_attendee, make_event
from tests.builders.sign_ups import sign_up, standing, taken, the_attendee

HOUR = 3600 * SECOND


@pytest.fixture
def asking(owner: Account) -> Event:
    """An event of two places at which Ann, Bo and Cy have asked for one, in that order."""
    event = make_event(owner.body_id, capacity=2, approval=True)
    for number, name in enumerate(("Ann", "Bo", "Cy")):
        email = f"{name.lower()}@example.org"
        sign_up(event, email, name=f"{name} Lee", now=NOW + number * SECOND)
    return event


def ids(*names: str) -> list[int]:
    return [the_attendee(f"{name.lower()}@example.org").id for name in names]


def approve(event: Event, *names: str, tell: bool = True) -> approving.Answered:
    ahead = approving.effect_of_approving(event, ids(*names), NOW)
    expected = [person.id for person in ahead.placed]
    return approving.approve(
        event, ids(*names), ORGANISER, NOW + HOUR, tell=tell, expected=expected
    )


def test_who_asks_takes_no_place_and_is_told_so(asking: Event) -> None:
    assert standing(asking) == dict.fromkeys(("Ann", "Bo", "Cy"), ("asked", None))
    assert taken(asking) == 0
    assert mails() == [("asked", f"{name}@example.org") for name in ("ann", "bo", "cy")]
    again = sign_up(asking, "ann@example.org", name="Ann Lee", submission="other", now=NOW + HOUR)
    somebody = sign_up(asking, "new@example.org", name="Di Ray", now=NOW + HOUR)
    assert (again.state, again.number) == (somebody.state, somebody.number) == ("asked", None)


def test_places_go_in_the_order_of_asking_then_the_queue(asking: Event) -> None:
    ahead = approving.effect_of_approving(asking, ids("Cy", "Bo", "Ann"), NOW)
    assert [p.name for p in ahead.placed] == ["Ann Lee", "Bo Lee"]
    assert [p.name for p in ahead.waiting] == ["Cy Lee"]
    made = approve(asking, "Cy", "Bo", "Ann")
    assert standing(asking) == {
        "Ann": ("placed", None), "Bo": ("placed", None), "Cy": ("waiting", 1)
    }  # fmt: skip
    assert (taken(asking), made.emails) == (2, 3)
    assert mails()[3:] == [
        ("signed_up", "ann@example.org"),
        ("signed_up", "bo@example.org"),
        ("waiting", "cy@example.org"),
    ]


def test_a_place_that_a_sector_holds_is_not_given_to_another(asking: Event) -> None:
    asking.sectors[1].held, asking.held_until = 2, asking.starts_at
    db.session.commit()
    di = make_attendee(asking, "Di Ray", "Public", state="asked", signed_up_at=NOW + HOUR)
    ahead = approving.effect_of_approving(asking, [*ids("Ann"), di.id], NOW)
    assert [p.name for p in ahead.placed] == ["Di Ray"]
    assert [p.name for p in ahead.waiting] == ["Ann Lee"]


def test_undo_lets_them_wait_for_an_answer_again(asking: Event) -> None:
    before = standing(asking)
    back = approving.undo_answer(asking, approve(asking, "Ann", "Bo", "Cy"), ORGANISER, NOW + HOUR)
    assert (standing(asking), taken(asking)) == (before, 0)
    assert (len(back.placed), len(back.waiting), back.emails) == (2, 1, 3)
    assert {kind for kind, _ in mails()[6:]} == {"asked"}
    quietly = approve(asking, "Ann", tell=False)
    assert approving.undo_answer(asking, quietly, ORGANISER, NOW + HOUR).emails == 0


def test_undo_takes_no_place_from_who_has_said_that_they_come(asking: Event) -> None:
    made = approve(asking, "Ann", "Bo")
    own_sign_up.confirm(the_attendee("bo@example.org"), NOW + HOUR)
    with pytest.raises(RuleBroken, match="Bo Lee has said since") as refused:
        approving.undo_answer(asking, made, ORGANISER, NOW + HOUR)
    assert refused.value.rule is Rule.TAKEN
    assert taken(asking) == 2


def test_undo_leaves_who_has_cancelled_since(asking: Event) -> None:
    made = approve(asking, "Ann", "Cy")
    own_sign_up.cancel_own(the_attendee("ann@example.org"), NOW + HOUR)
    back = approving.undo_answer(asking, made, ORGANISER, NOW + HOUR)
    assert back.placed == tuple(ids("Cy"))
    assert standing(asking)["Ann"] == ("cancelled", None)


def test_who_is_not_accepted_reads_why_and_may_ask_afresh(asking: Event) -> None:
    made = approving.decline(asking, ids("Bo"), " Full of choirs. ", ORGANISER, NOW, tell=True)
    bo = the_attendee("bo@example.org")
    assert (bo.state, bo.declined_words, bo.declined_at) == ("cancelled", "Full of choirs.", NOW)
    assert mails()[-1] == ("declined", "bo@example.org")
    assert own_sign_up.rejoin_option(bo, NOW) is None
    sign_up(asking, "bo@example.org", name="Bo Lee", submission="afresh", now=NOW + HOUR)
    bo = the_attendee("bo@example.org")
    assert (bo.state, bo.declined_words, bo.declined_at) == ("asked", "", None)
    back = approving.undo_answer(asking, made, ORGANISER, NOW + HOUR)
    assert back.declined == ()


def test_undo_of_not_accepting_brings_the_request_back(asking: Event) -> None:
    made = approving.decline(asking, ids("Ann", "Bo"), "", ORGANISER, NOW, tell=False)
    back = approving.undo_answer(asking, made, ORGANISER, NOW + HOUR)
    assert back.declined == tuple(ids("Ann", "Bo"))
    assert [p.name for p in approving.requests_of(asking)] == ["Ann Lee", "Bo Lee", "Cy Lee"]
    assert back.emails == 0


def test_what_has_changed_since_the_page_asked_is_refused(asking: Event) -> None:
    with pytest.raises(RuleBroken) as stale:
        approving.approve(asking, ids("Ann"), ORGANISER, NOW, tell=True, expected=[])
    assert stale.value.rule is Rule.STALE
    many = range(approving.MOST_ANSWERED + 1)
    with pytest.raises(InvalidInput, match="Answer at most 200 at once"):
        approving.approve(asking, many, ORGANISER, NOW, tell=True, expected=[])
    with pytest.raises(InvalidInput, match="at most 1000 characters"):
        approving.decline(asking, ids("Ann"), "x" * 1001, ORGANISER, NOW, tell=True)
    assert taken(asking) == 0


def test_who_cancels_asks_once_more(asking: Event) -> None:
    approve(asking, "Ann")
    ann = the_attendee("ann@example.org")
    own_sign_up.cancel_own(ann, NOW + HOUR)
    assert own_sign_up.rejoin_option(ann, NOW + HOUR) == "approval"
    assert own_sign_up.come_back(ann, NOW + HOUR).state == "asked"
    db.session.refresh(ann)
    assert ann.confirmed_at is None


def test_a_list_that_was_exported_says_who_asks(asking: Event) -> None:
    found = {row["name"]: row["status"] for row in export_rows(all_people(asking))}
    assert found["Ann Lee"] == "waits for approval"
    assert db.session.query(Attendee).count() == 3
