"""People of one name, told apart by where they come from."""

from collections import Counter
from collections.abc import Iterable, Mapping

from scheduler.domain.text import plain_letters


def offices_of_namesakes(people: Iterable[tuple[int, str, str]]) -> Mapping[int, str]:
    """Of each (id, name, organisation) whose name somebody else has too, the organisation.

    Nobody else is in it, nor who has no organisation.
    """
    known = [(key, _spoken(name), office) for key, name, office in people]
    times = Counter(name for _key, name, _office in known)
    return {key: office for key, name, office in known if office and times[name] > 1}


def with_office(name: str, office: str | None) -> str:
    """The name, and the organisation if there is one to tell."""
    return f"{name} ({office})" if office else name


def is_named_alike(one: str, other: str) -> bool:
    """Whether two names sound alike when somebody reads them aloud."""
    return _spoken(one) == _spoken(other)


def _spoken(name: str) -> str:
    return " ".join(plain_letters(name).split())
