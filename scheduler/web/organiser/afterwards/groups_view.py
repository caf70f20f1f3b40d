"""Working groups as their page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.domain.afterwards.working_groups.notes import group_title
from scheduler.domain.afterwards.working_groups.problem import Slot, people_by_slot
from scheduler.domain.afterwards.working_groups.score import LEVELS, GroupsScore, measure_groups
from scheduler.models import Attendee, WorkingGroupMember
from scheduler.services.afterwards.working_groups.board import GroupsNow
from scheduler.services.afterwards.working_groups.changing import breaches_in_words, links_in
from scheduler.services.afterwards.working_groups.telling import to_ask

LAST = LEVELS[LEVELS.index("alike") + 1 :]
"""The levels that are shown for themselves: links do not depend on them."""


@dataclass(frozen=True, slots=True)
class GroupLine:
    """Somebody in a group, and what they said."""

    person: Attendee
    row: WorkingGroupMember


@dataclass(frozen=True, slots=True)
class GroupCard:
    """One group. ``wrong``: what is to be said against it."""

    key: int
    title: str
    lines: Sequence[GroupLine]
    sectors: Sequence[tuple[str, int, int]]
    links: int
    wrong: Sequence[str]


@dataclass(frozen=True, slots=True)
class GroupsView:
    """All groups, what they reach, and who is in none.

    ``links_ceiling``: how many links groups of these sizes can have at the most, as far as it was
    proven for the groups as they were proposed. ``outside``: who might be in one; ``declined``: who
    said "not now". ``proven``: the groups are as good as any that place as many people.
    """

    cards: Sequence[GroupCard]
    score: GroupsScore
    ceiling: GroupsScore
    links: int
    links_ceiling: int
    outside: Sequence[Attendee]
    declined: Sequence[Attendee]
    limits: Sequence[str]
    agreed: int
    asked: int
    unasked: int
    version: int
    changed: bool
    proven: bool


def groups_view(standing: GroupsNow) -> GroupsView:
    """Return what the page shows."""
    placing, proposal = standing.placing, standing.proposal
    score = measure_groups(standing.problem, placing)
    ceiling = GroupsScore.read(proposal.ceiling)
    links, rows = links_in(standing, placing), standing.rows.values()
    outside = [
        person
        for key, person in standing.people.items()
        if key not in placing and key not in standing.declined
    ]
    return GroupsView(
        cards=_cards(standing),
        score=score,
        ceiling=ceiling,
        links=links,
        links_ceiling=links + max(0, score.alike - ceiling.alike),
        outside=sorted(outside, key=lambda person: (person.name_key, person.id)),
        declined=[standing.people[key] for key in standing.declined],
        limits=proposal.limits,
        agreed=sum(row.answer == row.answer.AGREED for row in rows),
        asked=sum(row.told_at is not None for row in rows),
        unasked=len(to_ask(standing)),
        version=proposal.version,
        changed=bool(proposal.edits),
        proven=score.rank[: -len(LAST)] == ceiling.rank[: -len(LAST)],
    )


def _cards(standing: GroupsNow) -> list[GroupCard]:
    placing = standing.placing
    wrong = breaches_in_words(standing, placing)
    slots = sorted(set(placing.values()))
    members = people_by_slot(placing)
    return [_card(standing, slot, slots, members[slot], wrong.get(slot, [])) for slot in slots]


def _card(
    standing: GroupsNow, slot: Slot, slots: Sequence[Slot], keys: Sequence[int], wrong: list[str]
) -> GroupCard:
    lines = [GroupLine(standing.people[key], standing.rows[key]) for key in keys]
    sectors = standing.proposal.event.sectors
    counted = [
        (sector.name, sector.style, sum(line.person.sector_id == sector.id for line in lines))
        for sector in sectors
    ]
    absent = [f"Nobody is from {name}." for name, _style, people in counted if not people]
    none = [] if any(line.row.convenes for line in lines) else ["Nobody convenes it yet."]
    return GroupCard(
        lines[0].row.group_id,
        group_title(slot, slots),
        sorted(lines, key=lambda line: (not line.row.convenes, line.person.name_key)),
        counted,
        links_in(standing, dict.fromkeys(keys, slot)),
        [*wrong, *absent, *none],
    )
