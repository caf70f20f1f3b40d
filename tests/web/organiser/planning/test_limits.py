"""What limits a plan, on its page: changes that bring more with a button, the rest as sentences."""

from scheduler.domain.planning.outcome.limits import Limit, LimitKind
from scheduler.models import Event, db
from tests.builders import Account, assign, make_people
from tests.builders.pages import texts

LIMITS = [
    Limit(LimitKind.SEATS, pairs=9, rounds=4, size=3).stored(),
    Limit(LimitKind.MORE_ROUNDS, more=5).stored(),
    Limit(LimitKind.MORE_PEOPLE, more=4, people=6, sector="Public").stored(),
    Limit(LimitKind.BOUND, more=2).stored(),
    "Four rounds are few.",
]


def test_offers_have_their_button_and_limits_their_sentence(owner: Account, event: Event) -> None:
    make_people(event, ["Ann", "Ben", "Cy", "Di"])
    plan = assign(event, owner.user)
    plan.limits = LIMITS
    db.session.commit()
    page = owner.client.get(f"/organise/events/{event.id}/rounds/plans/1")
    assert texts(page, ".get-more li > span") == [
        "One more round",
        "Six more people from the Public sector",
    ]
    assert texts(page, ".get-more li b") == ["up to +5", "up to +4"]
    assert texts(page, ".get-more li button") == ["Try it"]
    limits = {
        "4 rounds at tables of 3 hold at most 9 new links between sectors.",
        "Hosts and people who stay at one table cost up to 2.",
        "Four rounds are few.",
    }
    assert limits <= set(texts(page, ".to-know li"))
