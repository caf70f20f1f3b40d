"""People of two breakfasts of a series who offer and look for things."""

from dataclasses import dataclass
from datetime import timedelta

from scheduler.models import Attendee, Event, Series, db
from scheduler.services.afterwards.exchanges import lines
from tests.builders import Account, make_attendee, make_event, make_series


@dataclass(frozen=True)
class Market:
    """The ward offers a day, the shed and the choir look for one; the trader offers a room."""

    series: Series
    event: Event
    ward: Attendee
    shed: Attendee
    choir: Attendee
    trader: Attendee

    def key(self, person: Attendee, asks: bool) -> str:
        """The key of the person's first line."""
        words = (person.asks if asks else person.offers)[0]
        return lines.line_key(person.id, asks, words)


def make_market(owner: Account, event: Event) -> Market:
    """The shed came to the earlier breakfast alone; of the ward the later sign-up counts."""
    starts = event.starts_at - timedelta(days=91)
    earlier = make_event(owner.body_id, starts_at=starts, ends_at=starts + timedelta(hours=2))
    old = {"offers": ["A tour of the laundry"], "organisation": "Ward 4"}
    make_attendee(earlier, "Wyn Ward", "Public", email="wyn@example.org", **old)
    shed = make_attendee(
        earlier, "Sid Shed", "Voluntary", organisation="Shed", asks=["See a ward"],
        email="sid@example.org",
    )  # fmt: skip
    ward = make_attendee(
        event, "Wyn Ward", "Public", organisation="Ward 4", offers=["A shadowing day on our ward"],
        priorities=["Food"], email="wyn@example.org",
    )  # fmt: skip
    choir = make_attendee(
        event, "Cy Choir", "Voluntary", organisation="Choir", asks=["Visit to a hospital"],
        priorities=["Food"], email="cy@example.org",
    )  # fmt: skip
    trader = make_attendee(
        event, "Tia Trade", "Private", organisation="Trade", offers=["A room"],
        email="tia@example.org",
    )  # fmt: skip
    for person in (*db.session.query(Attendee),):
        person.email_key = person.email
    db.session.commit()
    return Market(make_series(earlier, event), event, ward, shed, choir, trader)
