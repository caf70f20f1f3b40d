"""Groups to begin the search with: found in one pass, and kept if nothing better is."""

from collections import defaultdict

from scheduler.domain.afterwards.working_groups.problem import (
    Candidate,
    GroupsProblem,
    Placing,
    Slot,
)


def first_groups(problem: GroupsProblem) -> Placing:
    """Return a placing that keeps every rule: whoever has the fewest areas chooses first.

    Groups that stay too small are given up, and their people put into others where there is room.
    """
    filling = _Filling(problem)
    order = sorted(problem.people, key=lambda person: (len(person.areas), person.key))
    filling.add([person for person in order if person.key not in problem.held])
    freed = filling.give_up_small()
    filling.add(freed)
    return filling.placing


class _Filling:
    def __init__(self, problem: GroupsProblem) -> None:
        self.problem = problem
        self.placing = dict(problem.held)
        self.members: defaultdict[Slot, list[Candidate]] = defaultdict(list)
        self.slots = list(problem.slots)
        self.apart: defaultdict[int, set[int]] = defaultdict(set)
        for a, b in problem.apart:
            self.apart[a].add(b)
            self.apart[b].add(a)
        for key, slot in problem.held.items():
            self.members[slot].append(problem.by_key[key])

    def add(self, people: list[Candidate]) -> None:
        """Put each into the first group of an area of theirs, where it lacks their sector most."""
        for person in people:
            own = [
                slot for slot in self.slots if slot[0] in person.areas and self._fits(person, slot)
            ]
            if own:
                slot = min(own, key=lambda slot: (slot[1], self._of_sector(person, slot)))
                self.members[slot].append(person)
                self.placing[person.key] = slot

    def give_up_small(self) -> list[Candidate]:
        """Close the groups that are too small; return who was in them."""
        small = [
            slot
            for slot in self.slots
            if len(self.members[slot]) < self.problem.sizes.smallest
            and slot not in self.problem.held.values()
        ]
        freed = [person for slot in small for person in self.members.pop(slot)]
        for person in freed:
            del self.placing[person.key]
        self.slots = [slot for slot in self.slots if slot not in small]
        return freed

    def _fits(self, person: Candidate, slot: Slot) -> bool:
        there, sizes = self.members[slot], self.problem.sizes
        if len(there) >= sizes.largest or any(p.key in self.apart[person.key] for p in there):
            return False
        colleague = person.organisation and any(
            p.organisation == person.organisation for p in there
        )
        return not (sizes.colleagues_apart and colleague)

    def _of_sector(self, person: Candidate, slot: Slot) -> int:
        return sum(p.sector == person.sector for p in self.members[slot])
