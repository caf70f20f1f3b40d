"""The working groups of an event as they are now, and as the engine and the rules see them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from scheduler.domain.afterwards.working_groups.problem import (
    Candidate,
    GroupSizes,
    GroupsProblem,
    Placing,
    Slot,
)
from scheduler.domain.people.organisations import organisation_key
from scheduler.domain.privacy.traces import NAME_REMOVED
from scheduler.domain.states import BRINGS_TOGETHER, GroupAnswer, PairKind
from scheduler.errors import Rule, RuleBroken
from scheduler.models import (
    Attendee,
    Event,
    GroupProposal,
    PairRule,
    WorkingGroup,
    WorkingGroupMember,
    db,
)
from scheduler.services.afterwards.opening import is_looked_back_on
from scheduler.services.people.presence import was_there
from scheduler.services.planning.problem import rule_pairs


@dataclass(frozen=True, slots=True)
class GroupsNow:
    """The groups of an event. ``people`` and ``rows`` by the attendee's id; ``rows`` are of those
    in a group who have not said "not now", and ``declined`` of those who have."""

    proposal: GroupProposal
    problem: GroupsProblem
    people: Mapping[int, Attendee]
    rows: Mapping[int, WorkingGroupMember]
    declined: Mapping[int, WorkingGroupMember]

    @property
    def placing(self) -> Placing:
        """Who is in which group."""
        return {key: (row.group.area, row.group.number) for key, row in self.rows.items()}

    @property
    def slots(self) -> list[Slot]:
        """The groups that have somebody, in their order."""
        return sorted(set(self.placing.values()))

    @property
    def areas(self) -> set[str]:
        """The areas that a group may be of."""
        return {*self.problem.areas, *(area for area, _number in self.slots)}


def proposal_of(event: Event) -> GroupProposal | None:
    """Return the groups of the event, once some were proposed."""
    return db.session.scalar(
        select(GroupProposal)
        .where(GroupProposal.event_id == event.id)
        .execution_options(populate_existing=True)
    )


def number_of_groups(event: Event) -> int:
    """Return how many groups there are."""
    proposal = proposal_of(event)
    return len(proposal.groups) if proposal else 0


def stored_sizes(proposal: GroupProposal | None) -> GroupSizes:
    """Return the sizes that the groups were made with, or the usual ones."""
    if proposal is None:
        return GroupSizes()
    return GroupSizes(proposal.smallest, proposal.largest, proposal.most, proposal.colleagues_apart)


def check_over(event: Event, now: datetime) -> None:
    """Raise RuleBroken, rule CLOSED, before it is looked back on, or where it was called off."""
    if event.called_off_at is not None:
        raise RuleBroken("The event was called off: nobody came who could work together.")
    if not is_looked_back_on(event, now):
        raise RuleBroken("Working groups are made once the last round is over.", Rule.CLOSED)


def group_guests(event: Event) -> Sequence[Attendee]:
    """Return who was there and has a sector, by id: whoever may be in a group."""
    return db.session.scalars(
        select(Attendee)
        .where(
            Attendee.event_id == event.id,
            was_there(),
            Attendee.sector_id.is_not(None),
            Attendee.name != NAME_REMOVED,
        )
        .options(joinedload(Attendee.sector))
        .order_by(Attendee.id)
    ).all()


def areas_chosen(event: Event) -> list[tuple[str, list[tuple[str, int, int]]]]:
    """Return how many of each sector chose each priority area: sector’s name, style, number."""
    guests = group_guests(event)
    found = []
    for area in event.priority_areas:
        of = Counter(one.sector_id for one in guests if area in one.priorities)
        sectors = [(one.name, one.style, of[one.id]) for one in event.sectors if of[one.id]]
        found.append((area, sectors))
    return found


def member_rows(proposal: GroupProposal | None) -> dict[int, WorkingGroupMember]:
    """Return everybody who is in a group or has said not now, by the attendee's id."""
    if proposal is None:
        return {}
    rows = db.session.scalars(
        select(WorkingGroupMember)
        .join(WorkingGroupMember.group)
        .where(WorkingGroup.proposal_id == proposal.id)
        .options(joinedload(WorkingGroupMember.group))
        .order_by(WorkingGroupMember.attendee_id)
        .execution_options(populate_existing=True)
    )
    return {row.attendee_id: row for row in rows}


def groups_state_of(event: Event) -> str | None:
    """Return a word that changes whenever the groups do, or what anybody said; None for none."""
    proposal = proposal_of(event)
    if proposal is None:
        return None
    rows = member_rows(proposal).values()
    said = Counter(row.answer for row in rows)
    asked = sum(row.told_at is not None for row in rows)
    return "-".join(map(str, (proposal.version, asked, *(said[one] for one in GroupAnswer))))


def group_names(event: Event) -> dict[int, str]:
    """Return the names of everybody who may be in a group."""
    return {person.id: person.name for person in group_guests(event)}


def groups_problem(
    event: Event, sizes: GroupSizes, rows: Mapping[int, WorkingGroupMember]
) -> GroupsProblem:
    """Return the problem of making groups anew: who agreed stays, who said not now is left out."""
    said_no = {key for key, row in rows.items() if row.answer == GroupAnswer.DECLINED}
    guests = [person for person in group_guests(event) if person.id not in said_no]
    there = {person.id for person in guests}
    held = {
        key: (row.group.area, row.group.number)
        for key, row in rows.items()
        if row.answer == GroupAnswer.AGREED and key in there
    }
    areas = dict.fromkeys([*event.priority_areas, *(area for area, _ in held.values())])
    return GroupsProblem(
        tuple(_candidate(person, rows.get(person.id)) for person in guests),
        tuple(areas),
        sizes,
        frozenset(_apart(event, guests)),
        _wishes(event, there),
        held,
    )


def groups_now(event: Event) -> GroupsNow | None:
    """Return the groups with everybody who may be in one; None before any were proposed."""
    proposal = proposal_of(event)
    if proposal is None:
        return None
    rows, guests = member_rows(proposal), group_guests(event)
    # Nobody is held here: what is shown of a group is true whoever agreed.
    problem = groups_problem(event, stored_sizes(proposal), {})
    known = {person.id for person in guests}
    declined = {k: row for k, row in rows.items() if row.answer == GroupAnswer.DECLINED}
    return GroupsNow(
        proposal,
        problem,
        {person.id: person for person in guests},
        {key: row for key, row in rows.items() if key in known and key not in declined},
        {key: row for key, row in declined.items() if key in known},
    )


def _candidate(person: Attendee, row: WorkingGroupMember | None) -> Candidate:
    assert person.sector is not None, "guests have a sector"
    return Candidate(
        person.id,
        organisation_key(person.organisation),
        person.sector.name,
        frozenset(person.priorities),
        person.host_table is not None or (row is not None and row.offered),
    )


def _apart(event: Event, guests: Sequence[Attendee]) -> set[tuple[int, int]]:
    pairs = {(int(a), int(b)) for a, b in rule_pairs(event, guests)[PairKind.APART]}
    return {(min(pair), max(pair)) for pair in pairs}


def _wishes(event: Event, there: set[int]) -> frozenset[tuple[int, int]]:
    rows = db.session.execute(
        select(PairRule.a_id, PairRule.b_id).where(
            PairRule.event_id == event.id, PairRule.kind.in_(BRINGS_TOGETHER)
        )
    )
    return frozenset((a, b) for a, b in rows if a in there and b in there)
