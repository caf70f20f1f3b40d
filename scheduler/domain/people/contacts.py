"""Who is the same person at several events of a series."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scheduler.domain.people.organisations import organisation_key


@dataclass(frozen=True, slots=True)
class SignUp:
    """One sign-up as far as it tells who it is. ``contact`` None: not known yet."""

    id: int
    event_id: int
    email_key: str | None
    name_key: str
    contact: int | None = None


@dataclass(frozen=True, slots=True)
class KnownContact:
    """A person of a series by name and organisation, to be compared with the others."""

    id: int
    name_key: str
    organisation: str


def people_at_address(sign_ups: Sequence[SignUp]) -> list[list[SignUp]]:
    """Divide the sign-ups of one address into people.

    The address tells, however the name is spelled, while at each event one person uses it; where
    several share it, each name is a person of its own.
    """
    events = [sign_up.event_id for sign_up in sign_ups]
    if len(set(events)) == len(events):
        return [list(sign_ups)] if sign_ups else []
    by_name: defaultdict[str, list[SignUp]] = defaultdict(list)
    for sign_up in sign_ups:
        by_name[sign_up.name_key].append(sign_up)
    return list(by_name.values())


def contact_of(group: Sequence[SignUp], taken: Iterable[int] = ()) -> int | None:
    """Return the contact that a group of one person's sign-ups has: the one most of them point to.

    The oldest of several; none that is ``taken`` by another person of the same address.
    """
    numbers: defaultdict[int, int] = defaultdict(int)
    for sign_up in group:
        if sign_up.contact is not None and sign_up.contact not in set(taken):
            numbers[sign_up.contact] += 1
    return min(numbers, key=lambda contact: (-numbers[contact], contact), default=None)


def perhaps_one(people: Iterable[KnownContact]) -> list[tuple[int, ...]]:
    """Return the ids of those who may be one person: the same name and the same organisation.

    Who comes for no organisation is like nobody else. Groups and ids are in ascending order.
    """
    alike: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for person in people:
        organisation = organisation_key(person.organisation)
        if organisation and person.name_key:
            alike[person.name_key, organisation].append(person.id)
    return sorted(tuple(sorted(ids)) for ids in alike.values() if len(ids) > 1)


def merged(pointers: Mapping[int, int | None]) -> dict[int, int]:
    """Return for each contact the one that stands for it, following what it is merged into.

    ``pointers``: each contact with the one it is merged into, or None. One that points to a
    contact not among them stands for itself.
    """
    found: dict[int, int] = {}
    for contact in pointers:
        trail = [contact]
        while (ahead := pointers[trail[-1]]) in pointers and ahead not in trail:
            assert ahead is not None
            trail.append(ahead)
        found[contact] = trail[-1]
    return found
