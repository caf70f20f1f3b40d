"""Who of a waiting list gets a free place, who does not and why, and until when an offer stands."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from scheduler.domain.english import agree, count, listed

MOST_OFFER_HOURS: Final = 14 * 24
USUAL_OFFER_HOURS: Final = 24
MOST_NAMED: Final = 5


class PassedOver(StrEnum):
    """Why somebody who waits is not offered a place that is free."""

    HELD = "held"
    """Every free place is held for another sector."""
    LET_PASS = "let pass"  # noqa: S105
    """They or who they come with declined an offer or let it end, and have not asked since."""
    TOGETHER = "together"
    """They come with others who wait, and there are not places for all of them."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One person in the queue. ``let_pass``: see PassedOver.

    Those of one ``party`` come at the turn of its first: all at once or none of them, or, with
    ``in_part``, as many as there are places for. None: they come by themselves.
    """

    id: int
    sector_id: int | None
    let_pass: bool = False
    party: str | None = None
    in_part: bool = False


@dataclass(frozen=True, slots=True)
class Turns:
    """Who gets a place now, in order, and why others do not although a place is free."""

    chosen: tuple[int, ...]
    passed_over: Mapping[int, PassedOver]


def room_for(sector_id: int | None, free: int, held: Mapping[int, int]) -> bool:
    """Whether one of ``free`` places is for somebody of that sector.

    ``held``: how many places each sector still has to get. Who has no sector yet gets none of them.
    """
    return free - sum(number for sector, number in held.items() if sector != sector_id) > 0


def turns(queue: Iterable[Waiting], free: int, held: Mapping[int, int]) -> Turns:
    """Go through the queue in its order until no place is free; a party comes at its first."""
    left, chosen, passed = dict(held), list[int](), dict[int, PassedOver]()
    for party in _at_once(queue):
        if free < 1:
            break
        if any(person.let_pass for person in party):
            why = PassedOver.LET_PASS
        elif (after := _left_after(party, free, left)) is None:
            why = PassedOver.TOGETHER if len(party) > 1 else PassedOver.HELD
        else:
            left = after
            free -= len(party)
            chosen += [person.id for person in party]
            continue
        passed |= dict.fromkeys((person.id for person in party), why)
    return Turns(tuple(chosen), passed)


def _at_once(queue: Iterable[Waiting]) -> list[list[Waiting]]:
    """The queue as groups of who gets places at once, those of one party after each other."""
    parties: dict[object, list[Waiting]] = {}
    for person in queue:
        parties.setdefault(person.party or person.id, []).append(person)
    found: list[list[Waiting]] = []
    for party in parties.values():
        found += [[person] for person in party] if party[0].in_part else [party]
    return found


def _left_after(
    party: Iterable[Waiting], free: int, held: Mapping[int, int]
) -> dict[int, int] | None:
    """What is still held once all of them have a place; None where one would get none."""
    left = dict(held)
    for person in party:
        if not room_for(person.sector_id, free, left):
            return None
        free -= 1
        if person.sector_id in left:
            left[person.sector_id] = max(0, left[person.sector_id] - 1)
    return left


class Mover(Protocol):
    """Somebody who moves up."""

    @property
    def name(self) -> str:
        """What to call them."""

    @property
    def email(self) -> str | None:
        """Where an offer can be sent; without one they get the place itself."""


def who_moves_up(people: Sequence[Mover], hours: int | None, most: int | None = None) -> str:
    """Such as "Ann gets a place, Bo is offered one for at most 24 hours"; nobody gives "".

    ``hours``: how long an offer stands at most, None where places are given. ``most`` are named.
    """
    given = [person.name for person in people if not (hours and person.email)]
    offered = [person.name for person in people if hours and person.email]
    parts = [f"{listed(given, most)} {agree(len(given), 'gets', 'get')} a place"] if given else []
    if offered:
        what = f"offered {'one' if given else 'a place'} for at most {count(hours or 0, 'hour')}"
        parts.append(f"{listed(offered, most)} {agree(len(offered), 'is', 'are')} {what}")
    return ", ".join(parts)


def offer_ends(now: datetime, hours: int, starts_at: datetime) -> datetime:
    """Until when an offer made now stands: ``hours``, but at most half of the time that is left.

    So whoever is next can still be asked before the event begins.
    """
    return now + min(timedelta(hours=hours), (starts_at - now) / 2)


def why_nobody(
    free: int,
    names: Mapping[PassedOver, Collection[str]],
    held: Mapping[str, int],
    until: str,
) -> list[str]:
    """A sentence for each reason why ``free`` places stay free while people wait.

    ``names``: whom each reason concerns. ``held``: places still held by the name of the sector,
    ``until`` a day in words.
    """
    found = []
    places = count(free, "place is", "places are")
    if names.get(PassedOver.HELD):
        waiting = tuple(names[PassedOver.HELD])
        who = f"{listed(waiting, MOST_NAMED)} still {agree(len(waiting), 'waits', 'wait')}"
        kept = listed([f"{number} for {sector}" for sector, number in held.items() if number])
        found.append(f"{places} free, but held until {until} ({kept}): {who}.")
    if together := names.get(PassedOver.TOGETHER):
        who = listed(tuple(together), MOST_NAMED)
        found.append(
            f"{places} free, but {who} wait for places at the same time: they come only together."
        )
    if passed := names.get(PassedOver.LET_PASS):
        who = listed(tuple(passed), MOST_NAMED)
        found.append(
            f"{places} free, but {who} let an offer pass and {agree(len(passed), 'is', 'are')} "
            "offered no other until they ask for it. You can give them a place yourself."
        )
    return found
