"""What limits a plan, on its page: changes that bring more with a button, the rest as sentences."""

from scheduler.domain.planning.outcome.limits import Limit, LimitKind
from scheduler.domain.states import PairKind
from scheduler.models import Event, db
from scheduler.services.planning.rules.pair_rules import add_rule
from tests.builders import Account, assign, make_people, make_plan
from tests.builders.pages import page_of, texts

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
        "one more round 10 minutes longer",
        "six more from Public now 1 of 4",
    ]
    assert texts(page, ".get-more li b") == ["up to +5", "up to +4"]
    assert texts(page, ".get-more li .button") == ["Try it", "Share the link"]
    limits = {
        "4 rounds at tables of 3 hold at most 9 new links between sectors.",
        "Hosts and people who stay at one table cost up to 2.",
        "Four rounds are few.",
    }
    assert limits <= set(texts(page, ".to-know li"))


def test_the_tiles_name_who_meets_the_fewest_and_count_the_rules(
    owner: Account, event: Event
) -> None:
    ann, ben, cy, di, eve, fay = make_people(event, ["Ann", "Ben", "Cy", "Di", "Eve", "Fay"])
    add_rule(event, PairKind.APART, ann.id, ben.id)
    add_rule(event, PairKind.WISH, ann.id, cy.id)
    plan = assign(event, owner.user)
    page = page_of(owner.client.get(f"/organise/events/{event.id}/rounds/plans/1"))
    tiles = dict(zip(texts(page, ".tiles dt"), texts(page, ".tiles dd"), strict=True))
    worst = [person.name for person in (ann, ben, cy, di, eve, fay) if person.id in plan.worst_off]
    assert tiles["The fewest"].split(" ", 1)[1] in (
        f"{worst[0]} and {len(worst) - 1} others",
        " and ".join(worst),
    )
    assert tiles["Rules kept"] == "1 of 1 and 1 of 1 wish, see them"
    # A rule that came after the draft is not said to be kept.
    places = {(seat.round, seat.table, seat.attendee_id) for seat in plan.seats}
    one, other = next(
        (di.id, there)
        for number, table, there in sorted(places)
        if there != di.id and (number, table, di.id) in places
    )
    add_rule(event, PairKind.APART, one, other)
    later = page_of(owner.client.get(f"/organise/events/{event.id}/rounds/plans/1"))
    assert texts(later, ".tiles dt")[3] == "Rules broken"


def test_a_table_with_a_free_seat_shows_it(owner: Account, event: Event) -> None:
    event.table_size = 4
    people = make_people(event, 7)
    make_plan(event, [{1: people[:4], 2: people[4:]}] * 4, "draft")
    page = page_of(owner.client.get(f"/organise/events/{event.id}/rounds/plans/1"))
    assert texts(page, ".table-card p") == ["1 free seat"]
    assert [len(card.select(".free")) for card in page.select(".table-card svg")] == [0, 1]
