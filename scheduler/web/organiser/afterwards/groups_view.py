"""Working groups as their board shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from scheduler.domain.afterwards.working_groups.effect import links_of_groups
from scheduler.domain.afterwards.working_groups.notes import group_title, place_of
from scheduler.domain.afterwards.working_groups.problem import Slot, people_by_slot
from scheduler.domain.afterwards.working_groups.score import LEVELS, GroupsScore, measure_groups
from scheduler.domain.planning.round_table import RoundTable, Sitter, draw
from scheduler.domain.words.board import SOMEBODY, change_words
from scheduler.models import Attendee, GroupEdit, WorkingGroupMember
from scheduler.services.afterwards.working_groups import history
from scheduler.services.afterwards.working_groups.board import (
    GroupsNow,
    group_names,
    groups_state_of,
)
from scheduler.services.afterwards.working_groups.going import (
    GroupGoing,
    breaches_in_words,
    group_goings,
    new_slot,
)
from scheduler.services.afterwards.working_groups.telling import to_ask
from scheduler.web.organiser.boards import NOWHERE, ShownChange, ShownChanges, shown_changes

LAST = LEVELS[LEVELS.index("alike") + 1 :]
"""The levels that are shown for themselves: links do not depend on them."""


@dataclass(frozen=True, slots=True)
class GroupLine:
    """Somebody on the board; ``row``: what they said, None in no group."""

    person: Attendee
    row: WorkingGroupMember | None


@dataclass(frozen=True, slots=True)
class GroupCard:
    """One group. ``place``: how forms name it. ``wrong``: what is to be said against it."""

    key: int
    place: str
    title: str
    lines: Sequence[GroupLine]
    sectors: Sequence[tuple[str, int, int]]
    links: int
    wrong: Sequence[str]

    @property
    def table(self) -> RoundTable:
        """The group around a table, whoever convenes it at the head."""
        return draw("", [_sitter(line) for line in self.lines], 160)


@dataclass(frozen=True, slots=True)
class GroupsView:
    """All groups, what they reach, and who is in none.

    ``links_ceiling``: how many links groups of these sizes can have at the most, as far as it was
    proven for the groups as they were proposed. ``fresh``: a group that each area may have
    besides, as (place, title). ``outside``: who might be in one; ``declined``: who said "not now".
    ``proven``: the groups are as good as any that place as many people. ``state``: another word
    whenever any of it is otherwise.
    """

    cards: Sequence[GroupCard]
    fresh: Sequence[tuple[str, str]]
    score: GroupsScore
    ceiling: GroupsScore
    links: int
    links_ceiling: int
    outside: Sequence[GroupLine]
    declined: Sequence[Attendee]
    limits: Sequence[str]
    agreed: int
    asked: int
    unasked: int
    state: str | None
    changes: ShownChanges
    proven: bool


@dataclass(frozen=True, slots=True)
class MoveView:
    """Somebody who was chosen: where they are, and where they might go, best first.

    ``choices``: for each place the ways to it.
    """

    line: GroupLine
    place: str
    here: str
    names: Mapping[int, str]
    choices: Sequence[tuple[str, Sequence[GroupGoing]]]


def groups_view(standing: GroupsNow) -> GroupsView:
    """Return what the page shows."""
    placing, proposal = standing.placing, standing.proposal
    score = measure_groups(standing.problem, placing)
    ceiling = GroupsScore.read(proposal.ceiling)
    links, rows = links_of_groups(standing.problem, placing), standing.rows.values()
    names = group_names(proposal.event)
    return GroupsView(
        cards=_cards(standing),
        fresh=_fresh(standing),
        score=score,
        ceiling=ceiling,
        links=links,
        links_ceiling=links + max(0, score.alike - ceiling.alike),
        outside=_outside(standing),
        declined=[standing.people[key] for key in standing.declined],
        limits=proposal.limits,
        agreed=sum(row.answer == row.answer.AGREED for row in rows),
        asked=sum(row.told_at is not None for row in rows),
        unasked=len(to_ask(standing)),
        state=groups_state_of(proposal.event),
        changes=shown_changes(
            history.group_steps(proposal), partial(shown_group_edit, names=names)
        ),
        proven=score.rank[: -len(LAST)] == ceiling.rank[: -len(LAST)],
    )


def move_view(standing: GroupsNow, attendee_id: int) -> MoveView | None:
    """Return what the page shows of the person who was chosen; None for who may not be moved."""
    if attendee_id not in standing.people or attendee_id in standing.declined:
        return None
    here = standing.placing.get(attendee_id)
    choices: dict[str, list[GroupGoing]] = {}
    for going in group_goings(standing, attendee_id):
        choices.setdefault(place_key(going.slot), []).append(going)
    return MoveView(
        line=GroupLine(standing.people[attendee_id], standing.rows.get(attendee_id)),
        place=place_key(here),
        here=place_of(here, standing.slots),
        names={key: each.name for key, each in standing.people.items()},
        choices=list(choices.items()),
    )


def place_key(slot: Slot | None) -> str:
    """Return how pages and forms name a group: "2-Loneliness"; "none" for no group."""
    return f"{slot[1]}-{slot[0]}" if slot else NOWHERE


def _edit_words(edit: GroupEdit, names: Mapping[int, str]) -> str:
    """Say what a change by hand was: "Isla Galbraith into Housing"."""
    rows = edit.changes["rows"]
    match edit.kind:
        case history.PROPOSED:
            return "Groups made again"
        case history.CONVENOR:
            chosen = next(row for row in rows if row["after"]["convenes"])
            name = names.get(chosen["who"], SOMEBODY)
            return f"{name} convenes {chosen['after']['slot'][0]}"
        case _:
            one, *others = (names.get(row["who"], SOMEBODY) for row in rows)
            if others:
                return f"{one} and {others[0]} changed places"
            after = rows[0]["after"]
            if after is None:
                return f"{one} out of the groups"
            area, number = after["slot"]
            return f"{one} into {group_title((area, number), [])}"


def _sitter(line: GroupLine) -> Sitter:
    sector, row = line.person.sector, line.row
    name, style = (sector.name, sector.style) if sector else ("", 0)
    return Sitter(line.person.name, name, style, host=row is not None and row.convenes)


def shown_group_edit(edit: GroupEdit, names: Mapping[int, str]) -> ShownChange:
    """Return a change of working groups as their board shows it."""
    moved = edit.kind != history.CONVENOR
    effect = change_words(edit.links, "pair") if moved else ""
    nobody = "" if edit.kind == history.PROPOSED else "a former organiser"
    who = edit.user.name if edit.user else nobody
    return ShownChange(edit, _edit_words(edit, names), effect, who)


def _fresh(standing: GroupsNow) -> list[tuple[str, str]]:
    """A further group of each area that somebody chose and that may have one more."""
    problem = standing.problem
    slots = (new_slot(standing.placing, area) for area in problem.areas if problem.choosers[area])
    may = [slot for slot in slots if slot and slot[1] <= problem.sizes.most]
    return [(place_key(slot), group_title(slot, [*standing.slots, slot])) for slot in may]


def _outside(standing: GroupsNow) -> list[GroupLine]:
    there = standing.placing.keys() | standing.declined.keys()
    found = [person for key, person in standing.people.items() if key not in there]
    found.sort(key=lambda person: (person.name_key, person.id))
    return [GroupLine(person, None) for person in found]


def _cards(standing: GroupsNow) -> list[GroupCard]:
    wrong, members = breaches_in_words(standing), people_by_slot(standing.placing)
    return [_card(standing, slot, members[slot], wrong.get(slot, [])) for slot in standing.slots]


def _card(standing: GroupsNow, slot: Slot, keys: Sequence[int], wrong: list[str]) -> GroupCard:
    rows = standing.rows
    lines = [GroupLine(standing.people[key], rows[key]) for key in keys]
    sectors = standing.proposal.event.sectors
    counted = [
        (sector.name, sector.style, sum(line.person.sector_id == sector.id for line in lines))
        for sector in sectors
    ]
    absent = [f"Nobody is from {name}." for name, _style, people in counted if not people]
    none = [] if any(rows[key].convenes for key in keys) else ["Nobody convenes it yet."]
    return GroupCard(
        rows[keys[0]].group_id,
        place_key(slot),
        group_title(slot, standing.slots),
        sorted(lines, key=lambda line: (not rows[line.person.id].convenes, line.person.name_key)),
        counted,
        links_of_groups(standing.problem, dict.fromkeys(keys, slot)),
        [*wrong, *absent, *none],
    )
