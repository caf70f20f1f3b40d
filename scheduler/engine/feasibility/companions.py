"""Groups of companions: people linked directly or through others."""

from collections.abc import Iterable

from scheduler.engine.problem import Pair


def companion_groups(keys: Iterable[str], links: Iterable[Pair]) -> list[tuple[str, ...]]:
    """Return everybody once, each with those they are linked to, in ascending order.

    Links through somebody who is not among ``keys`` do not count.
    """
    group = {key: {key} for key in keys}
    for a, b in links:
        if a in group and b in group and group[a] is not group[b]:
            group[a] |= group[b]
            for key in group[b]:
                group[key] = group[a]
    distinct = {id(members): tuple(sorted(members)) for members in group.values()}
    return sorted(distinct.values())
