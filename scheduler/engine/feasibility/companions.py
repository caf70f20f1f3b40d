"""Who is in company with whom: people linked directly or through others."""

from collections.abc import Iterable

from scheduler.engine.problem import Pair


def companies(keys: Iterable[str], links: Iterable[Pair]) -> list[tuple[str, ...]]:
    """Return everybody once, each with those they are linked to, in ascending order.

    Links through somebody who is not among ``keys`` do not count.
    """
    company = {key: {key} for key in keys}
    for a, b in links:
        if a in company and b in company and company[a] is not company[b]:
            company[a] |= company[b]
            for key in company[b]:
                company[key] = company[a]
    distinct = {id(members): tuple(sorted(members)) for members in company.values()}
    return sorted(distinct.values())
