"""What a plan is worth, in sentences an organiser can repeat to a partner."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from scheduler.domain.english import agree, count, listed, numbered
from scheduler.domain.planning.ordered import Ordered
from scheduler.domain.planning.preferred.counts import Preferred

NAMED = 4
"""How many people a sentence names before it counts the rest."""


@dataclass(frozen=True, slots=True)
class PlanScore:
    """The numbers of a plan. ``…_ceiling`` is a proven limit, None where none is known.

    ``repeats`` and ``fewest`` leave aside what the organiser's own rules order: ``ordered``
    repeats, and the fewest that people meet whom a rule keeps together, ``kept_fewest``.
    """

    pairs: int
    ceiling: int
    fewest: int
    fewest_ceiling: int | None
    repeats: int
    same_organisation: int
    wishes_kept: int
    wishes: int
    favoured_kept: int = 0
    favoured: int = 0
    rated_kept: int = 0
    rated: int = 0
    ordered: int = 0
    kept_fewest: int | None = None
    exhausted: bool = False
    """Whether the search ended before its time, because nothing it tried brought more."""
    by_hand: bool = False
    """Whether people were moved since the search."""
    exceeded: bool = False
    """Whether tables of other sizes bring more than was proven for even ones."""

    @classmethod
    def read(cls, fields: Mapping[str, Any]) -> Self:
        """Read the stored fields of a score."""
        rules, preferred = Ordered.read(fields) or Ordered(), Preferred.read(fields)
        least, highest = fields["fewest_cross_sector"], fields.get("fewest_ceiling")
        fewest = least if rules.fewest is None else rules.fewest
        return cls(
            pairs=fields["cross_sector_pairs"],
            ceiling=fields["ceiling"],
            fewest=fewest,
            # The limit is proven for everybody, those kept together among them.
            fewest_ceiling=highest if fewest == least else None,
            repeats=fields["repeat_meetings"] - rules.repeats,
            same_organisation=fields["same_organisation_meetings"],
            wishes_kept=fields["wishes_kept"],
            wishes=fields["wishes"],
            favoured_kept=preferred.favoured_kept,
            favoured=preferred.favoured,
            rated_kept=preferred.rated_kept,
            rated=preferred.rated,
            ordered=rules.repeats,
            kept_fewest=None if fewest == least else rules.kept_fewest,
            exhausted=fields.get("ended") == "exhausted",
            by_hand=fields.get("ended") == "by hand",
            exceeded=fields.get("exceeded", False),
        )

    @property
    def proven(self) -> bool:
        """Whether no plan can have more cross-sector pairs."""
        return self.pairs == self.ceiling and not self.exceeded


@dataclass(frozen=True, slots=True)
class WorthNow:
    """What a plan is worth with those who come now, and how many of those it seats.

    ``worst_off`` are the ids of those who meet the ``fewest`` people of other sectors.
    """

    people: int
    links: int
    fewest: int
    worst_off: tuple[int, ...]
    repeats: int
    same_organisation: int
    wishes_kept: int
    wishes: int


def worth_then(score: PlanScore, people: int) -> str:
    """What the plan was worth for the ``people`` it was made for, when others come by now."""
    links = count(score.pairs, "link")
    most = ", the most possible" if score.proven and score.ceiling else ""
    return (
        f"When it was made, for {count(people, 'person', 'people')}, it brought {links}{most}. "
        "What is possible with those who come now is not worked out."
    )


def meaning(score: PlanScore) -> tuple[str, str]:
    """What the number of pairs means: what it counts, and how it stands to what is possible.

    Such as ("new links between sectors,", "the most possible").
    """
    links = agree(score.pairs, "new link between sectors,", "new links between sectors,")
    if not score.ceiling:
        return links, "none is possible with these people"
    return links, "the most possible" if score.proven else f"of at most {score.ceiling}"


def proof_sentence(score: PlanScore, stopped: bool, seconds: float) -> str:
    """Whether the plan is proven best, and if not, what might help."""
    if not score.ceiling:
        return "With everybody from one sector there is nothing to improve: invite another sector."
    if score.proven:
        fair = score.fewest_ceiling == score.fewest
        least = ", for the room or for the person who meets the fewest" if fair else ""
        return f"Proven: no other seating does better{least}."
    short = score.ceiling - score.pairs
    if score.exceeded:
        return "Made by hand, with more links than tables of even sizes allow."
    if score.by_hand:
        return f"Made by hand, {short} short of the theoretical limit, which may not be reachable."
    begun = f"The search {'was stopped' if stopped else 'ended'} after {_seconds(seconds)}"
    if score.exhausted and not stopped:
        begun += " because nothing it tried brought more"
    return (
        f"{begun}, {short} short of the theoretical limit, which may not be reachable. "
        "Try again: this draft is kept."
    )


def replan_sentence(score: PlanScore, near: int, held: int, meetings_first: bool = False) -> str:
    """What a plan is that stays close to plan ``near``, whose first ``held`` rounds are over."""
    aim = "for the best meetings" if meetings_first else "so that few people move"
    kept = f" {_held(held)}." if held else ""
    begun = f"The changes are fitted into plan {near} {aim}.{kept}"
    if score.proven:
        still = " that keeps this" if held else ""
        return f"{begun} No plan{still} has more new links."
    short = count(score.ceiling - score.pairs, "new link")
    return (
        f"{begun} That is {short} below the proven limit: starting afresh may come nearer, and "
        "may move everybody."
    )


def links_sentence(links: int, new: int) -> str:
    """How many of the links are new; empty while nobody who meets has met before."""
    if links == new:
        return ""
    return (
        f"{count(links, 'link')} between sectors, {new} of them new: the others met at an "
        "earlier event of the series."
    )


def remarks(score: PlanScore) -> tuple[str, ...]:
    """What else is worth saying, one sentence each; empty when there is nothing."""
    found = []
    if score.ordered:
        repeats = count(score.ordered, "repeat meeting")
        found.append(f"{repeats} {agree(score.ordered, 'is', 'are')} ordered by your own rules.")
    if score.kept_fewest is not None:
        found.append(
            "People whom a rule keeps together meet fewer for that reason, at least "
            f"{score.kept_fewest}: they are not counted as the fewest."
        )
    if score.same_organisation:
        found.append(
            f"Colleagues of one organisation share a table {_times(score.same_organisation)}."
        )
    if score.favoured:
        pairs = agree(score.favoured, "pair", "pairs")
        found.append(
            f"{score.favoured_kept} of {score.favoured} {pairs} that would give an organisation "
            f"its first link to a sector {agree(score.favoured_kept, 'meets', 'meet')}."
        )
    if score.wishes:
        wishes = count(score.wishes, "wish", "wishes")
        found.append(
            f"{score.wishes_kept} of {wishes} to meet {agree(score.wishes_kept, 'is', 'are')} kept."
        )
    if score.rated:
        found.append(
            f"{score.rated_kept} of {count(score.rated, 'pair')} of whom one chose an area of "
            f"rounds that the other found worth it {agree(score.rated_kept, 'meets', 'meet')}."
        )
    return tuple(found)


def worst_off_sentence(score: PlanScore, names: Sequence[str], everybody: bool = False) -> str:
    """Who meets the fewest people from other sectors; empty when nobody is there throughout.

    ``everybody``: whether these are all who are there throughout.
    """
    if not names or not score.ceiling:
        return ""
    people = count(score.fewest, "person", "people")
    best = ""
    if score.fewest_ceiling is not None and score.fewest_ceiling > score.fewest:
        best = f"; at most {score.fewest_ceiling} might be possible"
    if everybody and len(names) > 1:
        return f"Everyone who is there throughout meets exactly {people} from other sectors{best}."
    if len(names) > NAMED:
        among = listed(names[:2])
        return (
            f"{len(names)} of those there throughout, {among} among them, meet {people} from "
            f"other sectors, the fewest{best}."
        )
    verb = agree(len(names), "meets", "each meet")
    who = f"{listed(names)} {verb} {people} from other sectors"
    return f"{who}, the fewest of those there throughout{best}."


def change_sentence(joined: int, left: int, since: str = "this plan was made") -> str:
    """What happened to the list since the plan was made; empty when nothing did."""
    parts = []
    if joined:
        parts.append(f"{count(joined, 'person has', 'people have')} joined")
    if left:
        who = str(left) if parts else count(left, "person", "people")
        parts.append(f"{who} {agree(left, 'is', 'are')} no longer coming")
    return f"Since {since}, {listed(parts)}." if parts else ""


def stale_sentence(
    joined: int, left: int, broken: Sequence[str] = (), changed: bool = False, fits_in: bool = False
) -> str:
    """Why the rounds should be assigned again, or late changes be fitted in; empty for nothing."""
    if happened := change_sentence(joined, left, "the rounds were assigned"):
        return f"{happened} {'Fit in late changes.' if fits_in else 'Assign the rounds again.'}"
    again = "Fit in late changes: most people keep their tables." if fits_in else ""
    if broken:
        return f"The rounds no longer fit: {broken[0]} {again or 'Assign them again.'}"
    if changed:
        what = "Somebody’s sector, or who has met before, has changed"
        return f"{what}. {again}" if again else f"{what}: assign the rounds again."
    return ""


def _seconds(seconds: float) -> str:
    whole = round(seconds)
    return "less than a second" if whole < 1 else count(whole, "second")


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _held(held: int) -> str:
    return f"{numbered('Round', held)} {agree(held, 'stays as it was', 'stay as they were')}"
