"""What a plan is worth, in sentences an organiser can repeat to a partner."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

NAMED = 4
"""How many people a sentence names before it counts the rest."""


@dataclass(frozen=True, slots=True)
class PlanScore:
    """The numbers of a plan. ``…_ceiling`` is a proven limit, None where none is known."""

    pairs: int
    ceiling: int
    fewest: int
    fewest_ceiling: int | None
    repeats: int
    same_organisation: int
    wishes_kept: int
    wishes: int

    @classmethod
    def read(cls, fields: Mapping[str, Any]) -> Self:
        """Read the stored fields of a score."""
        return cls(
            pairs=fields["cross_sector_pairs"],
            ceiling=fields["ceiling"],
            fewest=fields["fewest_cross_sector"],
            fewest_ceiling=fields.get("fewest_ceiling"),
            repeats=fields["repeat_meetings"],
            same_organisation=fields["same_organisation_meetings"],
            wishes_kept=fields["wishes_kept"],
            wishes=fields["wishes"],
        )

    @property
    def proven(self) -> bool:
        """Whether no plan can have more cross-sector pairs."""
        return self.pairs == self.ceiling


def score_sentence(score: PlanScore, has_constant_people: bool = True) -> str:
    """Such as "235 of at most 240 possible cross-sector pairs; nobody meets twice; the least
    anyone meets is 7."

    ``has_constant_people`` is False when nobody is there in every round: then there is no least.
    """
    parts = [_pairs(score), _repeats(score.repeats)]
    if has_constant_people and score.ceiling:
        parts.append(f"the least anyone meets is {score.fewest}")
    return "; ".join(parts) + "."


def proof_sentence(score: PlanScore, stopped: bool, seconds: float) -> str:
    """Whether the plan is proven best, and if not, what might help."""
    if not score.ceiling:
        return "With everybody from one sector there is nothing to improve: invite another sector."
    if score.proven:
        fair = score.fewest_ceiling == score.fewest
        least = " Nor can the person who meets the fewest be given more." if fair else ""
        return f"Proven best: no plan for these people and rounds has more pairs.{least}"
    short = _count(score.ceiling - score.pairs, "pair")
    begun = f"The search {'was stopped' if stopped else 'ended'} after {_seconds(seconds)}, {short}"
    return (
        f"{begun} below a limit that is proven but may be out of reach. Assigning again tries "
        "another way and keeps this draft."
    )


def replan_sentence(score: PlanScore, near: int, held: int, meetings_first: bool = False) -> str:
    """What a plan is that stays close to plan ``near``, whose first ``held`` rounds are over."""
    aim = "for the best meetings" if meetings_first else "so that few people move"
    kept = f" {_held(held)}." if held else ""
    begun = f"The changes are fitted into plan {near} {aim}.{kept}"
    if score.proven:
        still = " that keeps this" if held else ""
        return f"{begun} No plan{still} has more pairs."
    short = _count(score.ceiling - score.pairs, "pair")
    return (
        f"{begun} That is {short} below the proven limit: assigning again may come nearer, and "
        "may move everybody."
    )


def remarks(score: PlanScore) -> tuple[str, ...]:
    """What else is worth saying, one sentence each; empty when there is nothing."""
    found = []
    if score.same_organisation:
        found.append(
            f"Colleagues of one organisation share a table {_times(score.same_organisation)}."
        )
    if score.wishes:
        wishes = _count(score.wishes, "wish", "wishes")
        found.append(f"{score.wishes_kept} of {wishes} to meet {_are(score.wishes_kept)} kept.")
    return tuple(found)


def worst_off_sentence(score: PlanScore, names: Sequence[str]) -> str:
    """Who meets the fewest people from other sectors; empty when nobody is there throughout."""
    if not names or not score.ceiling:
        return ""
    people = _count(score.fewest, "person", "people")
    best = ""
    if score.fewest_ceiling is not None and score.fewest_ceiling > score.fewest:
        best = f"; at most {score.fewest_ceiling} might be possible"
    if len(names) > NAMED:
        among = listed(names[:2])
        return (
            f"{len(names)} of those there throughout, {among} among them, meet {people} from "
            f"other sectors, the fewest{best}."
        )
    verb = "meets" if len(names) == 1 else "each meet"
    who = f"{listed(names)} {verb} {people} from other sectors"
    return f"{who}, the fewest of those there throughout{best}."


def change_sentence(joined: int, left: int) -> str:
    """What happened to the list since the plan was made; empty when nothing did."""
    parts = []
    if joined:
        parts.append(f"{_count(joined, 'person', 'people')} {_has(joined)} joined")
    if left:
        who = str(left) if parts else _count(left, "person", "people")
        parts.append(f"{who} {_has(left)} cancelled")
    return f"Since this plan was made, {' and '.join(parts)}." if parts else ""


def listed(names: Sequence[str], most: int = NAMED) -> str:
    """Such as "Ann, Ben and Cy" or "Ann, Ben, Cy, Di and 3 more"."""
    shown = list(names)
    if len(shown) > most:
        shown = [*shown[:most], f"{len(names) - most} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _pairs(score: PlanScore) -> str:
    if not score.ceiling:
        return "No cross-sector pair is possible with these people"
    return f"{score.pairs} of at most {score.ceiling} possible cross-sector pairs"


def _repeats(repeats: int) -> str:
    if not repeats:
        return "nobody meets twice"
    return "1 meeting is a repeat" if repeats == 1 else f"{repeats} meetings are repeats"


def _seconds(seconds: float) -> str:
    whole = round(seconds)
    return "less than a second" if whole < 1 else _count(whole, "second")


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _has(number: int) -> str:
    return "has" if number == 1 else "have"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _held(held: int) -> str:
    return "Round 1 stays as it was" if held == 1 else f"Rounds 1 to {held} stay as they were"
