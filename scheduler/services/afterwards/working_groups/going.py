"""Where somebody could go among the working groups, the best places first."""

from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.domain.afterwards.working_groups.effect import Moves, effect_of_moves, placing_after
from scheduler.domain.afterwards.working_groups.notes import (
    breach_words,
    effect_notes,
    place_of,
)
from scheduler.domain.afterwards.working_groups.problem import MOST_GROUPS, Placing, Slot
from scheduler.domain.afterwards.working_groups.score import group_breaches
from scheduler.domain.english import agree, listed
from scheduler.domain.words.board import change_words
from scheduler.errors import NotFound
from scheduler.services.afterwards.working_groups.board import GroupsNow


@dataclass(frozen=True, slots=True)
class GroupGoing:
    """A place to go to: a group, which may be a ``new`` one, or none.

    ``other``: whom they would change places with. ``size``: how many the group has then. ``notes``
    are sentences: which rule would be broken or kept again, which group would have nobody of a
    sector.
    """

    slot: Slot | None
    other: int | None
    title: str
    new: bool
    size: int
    links: int
    words: str
    notes: tuple[str, ...]
    breaks: bool


def group_goings(standing: GroupsNow, attendee_id: int) -> list[GroupGoing]:
    """Every place where somebody may go, best first; none of who said not now. Raises NotFound."""
    if attendee_id not in standing.people:
        raise NotFound("They were not there, or have no sector.")
    if attendee_id in standing.declined:
        return []
    here = standing.placing.get(attendee_id)
    alone: list[Slot | None] = [*standing.slots, *_new_slots(standing, attendee_id), None]
    found: list[tuple[Slot | None, int | None, Moves]]
    found = [(slot, None, {attendee_id: slot}) for slot in alone if slot != here]
    for other in standing.people.keys() - standing.declined.keys():
        slot = standing.placing.get(other)
        if slot != here:
            found.append((slot, other, {attendee_id: slot, other: here}))
    names = {key: person.name for key, person in standing.people.items()}
    goings = [_going(standing, slot, other, moves, names) for slot, other, moves in found]
    return [going for _, going in sorted(goings, key=lambda each: each[0])]


def breaches_in_words(standing: GroupsNow) -> dict[Slot, list[str]]:
    """Return what is wrong with each group, in sentences."""
    names = {key: person.name for key, person in standing.people.items()}
    found: dict[Slot, list[str]] = {}
    for breach in group_breaches(standing.problem, standing.placing):
        words = breach_words(breach, names, standing.problem.sizes)
        found.setdefault(breach.slot, []).append(words)
    return found


def new_slot(placing: Placing, area: str) -> Slot | None:
    """Return the next group that the area may have; None where it has all."""
    there = set(placing.values())
    free = (n for n in range(1, MOST_GROUPS + 1) if (area, n) not in there)
    number = next(free, None)
    return None if number is None else (area, number)


def _new_slots(standing: GroupsNow, attendee_id: int) -> list[Slot]:
    """A new group for each area that the person chose."""
    chosen = standing.problem.by_key[attendee_id].areas
    found = (new_slot(standing.placing, a) for a in standing.problem.areas if a in chosen)
    return [slot for slot in found if slot]


def _going(
    standing: GroupsNow,
    slot: Slot | None,
    other: int | None,
    moves: Moves,
    names: Mapping[int, str],
) -> tuple[tuple[object, ...], GroupGoing]:
    """The place, after what it is sorted by: to be in no group comes last."""
    effect = effect_of_moves(standing.problem, standing.placing, moves)
    then = placing_after(standing.placing, moves)
    slots = sorted(set(then.values()))
    notes = list(effect_notes(effect, slots, names, standing.problem.sizes))
    rows = [standing.rows[key] for key in moves if key in standing.rows and moves[key]]
    if asked := [names[row.attendee_id] for row in rows if row.told_at is not None]:
        was = agree(len(asked), "was", "were")
        notes.append(f"{listed(asked)} {was} asked already, and would be asked again.")
    going = GroupGoing(
        slot=slot,
        other=other,
        title=place_of(slot, slots),
        new=slot is not None and slot not in standing.slots,
        size=sum(its == slot for its in then.values()) if slot else 0,
        links=effect.links,
        words=change_words(effect.links, "pair"),
        notes=tuple(notes),
        breaks=bool(effect.broken),
    )
    return (slot is None, effect.rank, slot or ("", 0), other or 0), going
