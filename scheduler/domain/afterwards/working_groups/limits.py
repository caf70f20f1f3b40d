"""What limits proposed working groups, in sentences, area by area."""

from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum

from scheduler.domain.afterwards.working_groups.problem import (
    Candidate,
    GroupsProblem,
    Placing,
    people_by_slot,
)
from scheduler.domain.english import agree, count, listed


class Change(StrEnum):
    """One thing that an organiser might change, and what it is called."""

    LARGER = "With one more place in each group"
    SMALLER = "If groups may be smaller by one"
    MORE = "With one more group for each area"
    COLLEAGUES = "If colleagues may share a group"


def group_limits(
    problem: GroupsProblem, placing: Placing, helps: Mapping[Change, int]
) -> list[str]:
    """Return what stands in the way of more, and which change would help."""
    said = [s for area in problem.areas for s in _of_area(problem, placing, area)]
    none = sum(not person.areas & set(problem.areas) for person in problem.people)
    if none:
        said.append(f"{count(none, 'person', 'people')} chose none of the areas.")
    said += [
        f"{change.value}, {count(gain, 'more person finds', 'more people find')} a place."
        for change, gain in helps.items()
    ]
    return said


def _of_area(problem: GroupsProblem, placing: Placing, area: str) -> Iterator[str]:
    people, sizes = problem.choosers[area], problem.sizes
    own = {slot: keys for slot, keys in people_by_slot(placing).items() if slot[0] == area}
    waiting = [person for person in people if person.key not in placing]
    if not own:
        yield f"{area}: {_why_no_group(problem, people)}"
        return
    places, taken = sizes.largest * len(own), sum(map(len, own.values()))
    if waiting and taken >= places:
        they = count(len(waiting), "other who chose it is", "others who chose it are")
        yield f"{area}: {taken} of {count(places, 'place')} taken; {they} in no group."
    elif waiting:
        they = count(len(waiting), "person who chose it is", "people who chose it are")
        yield f"{area}: {taken} of {count(places, 'place')} taken; {they} in no group. " + (
            _why_out(problem)
        )
    for slot, keys in sorted(own.items()):
        there = {problem.by_key[key].sector for key in keys}
        if absent := [sector for sector in problem.sectors if sector not in there]:
            name = area if len(own) == 1 else f"{area}, group {slot[1]}"
            yield f"{name}: {_why_absent(people, absent)}"


def _why_no_group(problem: GroupsProblem, people: list[Candidate]) -> str:
    least = problem.sizes.smallest
    if not people:
        return "nobody chose it."
    chose = count(len(people), "person", "people") + " chose it"
    if len(people) < least:
        return f"{chose}, and a group has at least {least}."
    apart = len(_organisations(people))
    if problem.sizes.colleagues_apart and apart < least:
        they = count(apart, "organisation")
        return f"{chose}, but they are from {they}, and colleagues are in different groups."
    return f"{chose}; the groups of other areas that they chose bring more together."


def _why_out(problem: GroupsProblem) -> str:
    if problem.sizes.colleagues_apart:
        return "A colleague of theirs, or somebody whom they are kept apart from, is in it."
    return "Somebody whom they are kept apart from is in it."


def _why_absent(people: list[Candidate], absent: list[str]) -> str:
    chose = Counter(person.sector for person in people)
    nobody = [sector for sector in absent if not chose[sector]]
    elsewhere = [sector for sector in absent if chose[sector]]
    said = []
    if nobody:
        said.append(f"nobody from {listed(nobody)} chose it")
    if elsewhere:
        number = sum(chose[sector] for sector in elsewhere)
        who = f"{count(number, 'person', 'people')} from {listed(elsewhere)} chose it"
        said.append(f"{who} and {agree(number, 'is', 'are')} in other groups or in none")
    return "; ".join(said) + "."


def _organisations(people: list[Candidate]) -> set[str]:
    """Their organisations; who has none counts as one of their own."""
    return {person.organisation or f"#{person.key}" for person in people}
