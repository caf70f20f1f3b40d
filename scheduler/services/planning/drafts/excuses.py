"""Rules that a plan made by hand breaks: published only when the organiser says which and why."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from scheduler.engine import rules
from scheduler.engine.rules import HardRule, Violation
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Event, Plan
from scheduler.services.planning.drafts.changes import PERSONAL_RULES
from scheduler.services.planning.drafts.drafts import BY_HAND
from scheduler.services.planning.plans import rounds_of, seats_of
from scheduler.services.planning.problem import problem_for

LONGEST: Final = 300
_HELD_TO: Final = PERSONAL_RULES | {HardRule.LIMIT}
"""Tables of uneven sizes are for the organiser to choose; the others are somebody's rules."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A broken rule: ``key`` names it in a form, the sentence says it."""

    key: str
    sentence: str


def is_by_hand(plan: Plan) -> bool:
    """Whether people of the plan were moved by hand."""
    return plan.status == BY_HAND or plan.edits_applied > 0


def broken_by_hand(event: Event, plan: Plan) -> list[Broken]:
    """The rules that a plan made by hand breaks; none for one that the search made.

    Whoever has no seat at all is not among them: every page about the plan names them.
    """
    if not is_by_hand(plan) or plan.rounds != event.rounds:
        return []
    seats = seats_of(plan)
    try:
        problem = problem_for(event, standing=rounds_of(plan, seats))
    except RuleBroken:
        return []
    seated, coming = {str(seat.attendee_id) for seat in seats}, problem.by_key.keys()
    found = [
        violation
        for violation in rules.check(problem, rounds_of(plan, seats))
        if violation.rule in _HELD_TO and (seated & coming).issuperset(violation.people)
    ]
    return [Broken(_key(violation), violation.sentence) for violation in found]


@dataclass(frozen=True, slots=True)
class Excuse:
    """The keys of the broken rules that the organiser has ``named``, and the reason."""

    named: Collection[str]
    why: str

    def kept(self, broken: Collection[Broken]) -> dict[str, Any] | None:
        """Return what is stored of it; None where nothing is broken.

        Raises InvalidInput unless every broken rule is named and there is a reason.
        """
        if not broken:
            return None
        if missing := [each for each in broken if each.key not in self.named]:
            raise InvalidInput(f"Tick each rule that this plan breaks: {missing[0].sentence}")
        why = self.why.strip()
        if not why:
            raise InvalidInput("Say why the plan is published although it breaks a rule.")
        if len(why) > LONGEST:
            raise InvalidInput(f"Say it in at most {LONGEST} letters.")
        return {"rules": [each.key for each in broken], "why": why}


NO_EXCUSE: Final = Excuse((), "")


def excused(event: Event, plan: Plan) -> tuple[list[str], str] | None:
    """The sentences of the rules that were excused and are still broken, and the reason."""
    if not plan.excused:
        return None
    still = [b.sentence for b in broken_by_hand(event, plan) if b.key in plan.excused["rules"]]
    return still, plan.excused["why"]


def _key(violation: Violation) -> str:
    return f"{violation.rule}|{','.join(violation.people)}|{violation.round or ''}"
