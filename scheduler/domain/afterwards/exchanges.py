"""Placements and exchanges: which offer of one person may answer what another looks for."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from scheduler.domain.languages import marked
from scheduler.domain.planning.affinity import answers, phrase_key, words_in_common
from scheduler.domain.states import State

OPEN_FOR: Final = timedelta(days=30)
ANSWERED: Final = 10
MOST_EACH: Final = 5
"""The most exchanges that one person may be proposed, in either part."""

SUBJECT: Final = "{event}: something that may fit what you offer or look for"
WORDS: Final = (
    "At {event} people said what they can offer and what they look for. We have looked for pairs, "
    "and found one for you.\n\n"
    "Your page shows it. Please say there whether you would like it: where both of you say yes, "
    "each gets the other’s name and email address. Nobody learns of a no.\n\n"
    "The page is open until {closes}. Where both of you say yes, one more email tells each of you."
)
"""What the organiser writes to everybody of a pair; ``{closes}`` is the last day to answer."""


class ExchangeKind(State):
    """What is offered or looked for; only lines of one kind are matched.

    SPACE is how rooms and things were kept before they were two kinds; nobody chooses it any more.
    """

    VISIT = "visit", marked("a visit or a day of shadowing")
    PLACEMENT = "placement", marked("a placement")
    ROOM = "room", marked("a room or a place")
    THINGS = "things", marked("things to use")
    SPACE = "space", marked("a room or things to use")
    ADVICE = "advice", marked("advice or training")
    TIME = "time", marked("volunteers or time")
    OTHER = "other", marked("something else")


KINDS_TO_CHOOSE: Final = tuple(kind for kind in ExchangeKind if kind is not ExchangeKind.SPACE)

_SIGNS: Final = (
    (ExchangeKind.TIME, r"volunteer|befriend|\bhours?\b|\bhands\b|trustee|mentors?\b"),
    (ExchangeKind.VISIT, r"shadow|visit|observ|\btours?\b|\bsee (?:a|an|the|how|inside)\b"),
    (ExchangeKind.PLACEMENT, r"placement|student|intern|apprentic|secondment|work experience"),
    (
        ExchangeKind.ROOM,
        r"\brooms?\b|venue|\bhalls?\b|\bspaces?\b|kitchen|premises|\bdesks?\b|\boffices?\b|"
        r"allotment|garden",
    ),
    (
        ExchangeKind.THINGS,
        r"equipment|minibus|\bvans?\b|\bcars?\b|bicycle|\bbikes?\b|laptop|computer|tablets?\b|printer|"
        r"projector|furniture|\bchairs?\b|\btables?\b|\btools?\b|gazebo|wheelchair",
    ),
    (
        ExchangeKind.ADVICE,
        r"advice|advis|train|mentoring|workshop|\btalks?\b|expert|\bteach|legal|evaluation|"
        r"\bdata\b|fundrais|\bbids?\b|\bhelp with\b|support",
    ),
)


def guessed_kind(words: str) -> ExchangeKind:
    """Return the kind that the words of an offer or an ask suggest; OTHER where none does."""
    plain = words.casefold()
    return next((kind for kind, signs in _SIGNS if re.search(signs, plain)), ExchangeKind.OTHER)


def kind_of_line(said: ExchangeKind | None, words: str) -> ExchangeKind:
    """Return the kind of a line: as it was said, else, or where that was SPACE, from its words."""
    if said is not None and said is not ExchangeKind.SPACE:
        return said
    guessed = guessed_kind(words)
    if said is None or guessed is ExchangeKind.THINGS:
        return guessed
    return ExchangeKind.ROOM


@dataclass(frozen=True, slots=True)
class ExchangeLine:
    """One thing that a person offers or looks for. ``person``: one id over all breakfasts."""

    key: str
    person: int
    words: str
    kind: ExchangeKind


@dataclass(frozen=True, slots=True)
class ExchangeMember:
    """Somebody of a series; ``organisation`` is its key, ``areas`` are those they chose."""

    organisation: str
    sector: str
    areas: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Possible:
    """An offer that may answer an ask. ``area``: one that both chose, as the giver spells it.

    ``alike``: how many words that matter they have in common, below ANSWERED, which is for an
    offer that answers the ask by its words.
    """

    offer: ExchangeLine
    ask: ExchangeLine
    area: str
    alike: int

    @property
    def people(self) -> tuple[int, int]:
        """Who gives and who takes."""
        return self.offer.person, self.ask.person


def possible_pairs(
    offers: Sequence[ExchangeLine],
    asks: Sequence[ExchangeLine],
    members: Mapping[int, ExchangeMember],
    apart: Collection[tuple[int, int]],
) -> dict[tuple[int, int], Possible]:
    """Return for each giver and taker the lines that fit best, where any do.

    Both are of one kind, which is not OTHER; the two are of different sectors and organisations,
    and not ``apart`` (pairs of ids, ascending).
    """
    by_kind: dict[ExchangeKind, list[ExchangeLine]] = {}
    for ask in asks:
        by_kind.setdefault(ask.kind, []).append(ask)
    found: dict[tuple[int, int], Possible] = {}
    for offer in offers:
        for ask in by_kind.get(offer.kind, ()) if offer.kind is not ExchangeKind.OTHER else ():
            people = (offer.person, ask.person)
            if not _may_meet(*people, members, apart):
                continue
            one = Possible(
                offer, ask, shared_area(*people, members), _alike(offer.words, ask.words)
            )
            if people not in found or one.alike > found[people].alike:
                found[people] = one
    return found


def worth_of(pairs: Mapping[tuple[int, int], Possible]) -> dict[tuple[int, int], int]:
    """Return what each pair is worth: a shared area more than all words in common."""
    area = 1 + sum(one.alike for one in pairs.values())
    return {people: area * bool(one.area) + one.alike for people, one in pairs.items()}


def shared_area(one: int, other: int, members: Mapping[int, ExchangeMember]) -> str:
    """Return a priority area that both chose; "" for none."""
    theirs = {phrase_key(area) for area in members[other].areas}
    return next((area for area in members[one].areas if phrase_key(area) in theirs), "")


def is_answerable(proposed_at: datetime, now: datetime) -> bool:
    """Whether both sides may still answer."""
    return now < proposed_at + OPEN_FOR


def _alike(offer: str, ask: str) -> int:
    return ANSWERED if answers(offer, ask) else min(words_in_common(offer, ask), ANSWERED - 1)


def _may_meet(
    one: int, other: int, members: Mapping[int, ExchangeMember], apart: Collection[tuple[int, int]]
) -> bool:
    a, b = members[one], members[other]
    return (
        one != other
        and a.sector != b.sector
        and not (a.organisation and a.organisation == b.organisation)
        and (min(one, other), max(one, other)) not in apart
    )
