"""What people said of earlier rounds becomes pairs of the next plan, if the series follows it."""

from datetime import timedelta

from scheduler.models import Attendee, Event, RoundRating, db
from scheduler.services.planning.problem import problem_for
from tests.builders import NOW, Account, make_attendee, make_event, make_plan, make_series


def _guest(event: Event, name: str, sector: str, area: str) -> Attendee:
    return make_attendee(event, name, sector, priorities=[area])


def test_who_chose_an_area_of_a_round_worth_it_is_wanted(event: Event, owner: Account) -> None:
    starts = event.starts_at - timedelta(days=91)
    earlier = make_event(owner.body_id, starts_at=starts, ends_at=starts + timedelta(hours=2))
    ann, bob = (
        _guest(earlier, "Ann Lee", "Voluntary", ""),
        _guest(earlier, "Bo Ek", "Public", "Food"),
    )
    cat = _guest(earlier, "Cy Gow", "Private", "Housing")
    make_plan(earlier, [{1: [ann, bob], 2: [cat]}, {1: [ann, cat], 2: [bob]}])
    for number, worth in ((1, True), (2, False)):
        db.session.add(RoundRating(attendee_id=ann.id, round=number, worth=worth, said_at=NOW))
    again, known = (
        _guest(event, "Ann Lee", "Voluntary", ""),
        _guest(event, "Bo Ek", "Public", "Food"),
    )
    new = _guest(event, "Di Fox", "Private", "food")
    _guest(event, "Ed Orr", "Private", "Housing")
    series = make_series(earlier, event)
    assert problem_for(event).rated == frozenset()
    series.follows_ratings = True
    db.session.commit()
    asked = problem_for(event)
    # Bo is of that area too, but Ann has met him.
    assert asked.rated == {tuple(sorted((str(again.id), str(new.id))))}
    assert asked.history == {tuple(sorted((str(again.id), str(known.id))))}
    assert set(asked.wanted.values()) == {1}
