"""What limits a plan, in words: those of the pages, and those of scripts and programs.

Pages speak of links between sectors, ``flask plan`` and the API of cross-sector pairs and their
ceiling (docs/plan.md). Each kind of limit has a sentence in both books.
"""

from collections.abc import Mapping
from typing import Final

from scheduler.domain.english import agree, count
from scheduler.domain.planning.outcome.limits import Limit, LimitKind

OFFERS: Final[Mapping[LimitKind, str]] = {
    LimitKind.MORE_ROUNDS: "One more round",
    LimitKind.MORE_PEOPLE: "{newcomers} more people from the {sector}",
    LimitKind.OTHER_TABLES: "Tables of {size} instead of {instead_of}",
}
"""The changes that would bring more, as the beginning of a sentence."""

_SHORT: Final[Mapping[LimitKind, str]] = {
    LimitKind.MORE_ROUNDS: "one more round",
    LimitKind.MORE_PEOPLE: "{newcomers} more from {sector_name}",
    LimitKind.OTHER_TABLES: "tables of {size}",
}

_LARGE_SECTOR: Final = (
    "{members} of {people} people are from the {sector}, so many of their seats are beside one "
    "another."
)

ON_PAGES: Final[Mapping[LimitKind, str]] = {
    LimitKind.ONE_SECTOR: "Everybody is from one sector, so no link between sectors is possible.",
    LimitKind.EVERY_PAIR: "{all_links} can be made.",
    LimitKind.LARGE_SECTOR: _LARGE_SECTOR,
    LimitKind.HISTORY: (
        "So many have met before that {rounds}{held} can make at most {pairs} new links."
    ),
    LimitKind.SEATS: "{rounds} at tables of {size}{held} {hold} at most {links}.",
    **{kind: f"{change} would allow up to {{more}} more." for kind, change in OFFERS.items()},
    LimitKind.MET_BEFORE: (
        "People who met at an earlier event make no new link: without that, up to {more} more "
        "would be possible."
    ),
    LimitKind.BOUND: "Hosts and people who stay at one table cost up to {more}.",
    LimitKind.PART_TIME: "{part_time} cost up to {more}.",
    LimitKind.TOGETHER: "Keeping people together costs up to {more}.",
    LimitKind.APART: "Keeping people apart costs up to {more}.",
    LimitKind.COLLEAGUES: "Keeping colleagues apart costs up to {more}.",
    LimitKind.SENTENCE: "{sentence}",
}

IN_SCRIPTS: Final[Mapping[LimitKind, str]] = {
    LimitKind.ONE_SECTOR: (
        "Everybody is from one sector, so there are no cross-sector pairs to meet."
    ),
    LimitKind.EVERY_PAIR: "All {pairs} cross-sector pairs that are still new could meet.",
    LimitKind.LARGE_SECTOR: _LARGE_SECTOR,
    LimitKind.HISTORY: (
        "So many have met before that {rounds}{held} can bring at most {pairs} new cross-sector "
        "pairs together."
    ),
    LimitKind.SEATS: (
        "{rounds} at tables of {size}{held} hold at most {pairs} new cross-sector pairs."
    ),
    **{kind: f"{change} would raise the ceiling by {{more}}." for kind, change in OFFERS.items()},
    LimitKind.MET_BEFORE: (
        "Pairs who met at an earlier event do not count again: without them the ceiling would be "
        "{more} higher."
    ),
    LimitKind.BOUND: "People bound to one table lower the ceiling by {more}.",
    LimitKind.PART_TIME: "{part_time} lower the ceiling by {more}.",
    LimitKind.TOGETHER: "Keeping companions together lowers the ceiling by {more}.",
    LimitKind.APART: "Keeping pairs apart lowers the ceiling by {more}.",
    LimitKind.COLLEAGUES: "Keeping colleagues apart lowers the ceiling by {more}.",
    LimitKind.SENTENCE: "{sentence}",
}


def is_offer(limit: Limit) -> bool:
    """Whether it is a change that would bring more."""
    return limit.kind in OFFERS


def offer_words(limit: Limit) -> str:
    """The change after its figure: "one more round". Raises KeyError for other limits."""
    words = _filled(_SHORT[limit.kind], limit)
    return words[0].lower() + words[1:]


def limit_on_pages(limit: Limit) -> str:
    """The sentence for organisers."""
    return _filled(ON_PAGES[limit.kind], limit)


def limit_in_scripts(limit: Limit) -> str:
    """The sentence of ``flask plan`` and of the API."""
    return _filled(IN_SCRIPTS[limit.kind], limit)


def _filled(words: str, limit: Limit) -> str:
    all_links = f"All {limit.pairs} new links between sectors that are possible"
    if limit.pairs == 1:
        all_links = "The one new link between sectors that is possible"
    return words.format(
        all_links=all_links,
        held=", those held included," if limit.held else "",
        hold=agree(limit.rounds, "holds", "hold"),
        instead_of=limit.instead_of,
        links=count(limit.pairs, "new link between sectors", "new links between sectors"),
        members=limit.members,
        more=limit.more,
        newcomers={6: "Six"}.get(limit.people, limit.people),
        pairs=limit.pairs,
        part_time="Late arrivals and early leavers"
        + (" and those who step out" if limit.stepping_out else ""),
        people=limit.people,
        rounds=count(limit.rounds, "round"),
        sector=_sector(limit.sector),
        sector_name=limit.sector,
        sentence=limit.sentence,
        size=limit.size,
    )


def _sector(name: str) -> str:
    return name if "sector" in name.casefold() else f"{name} sector"
