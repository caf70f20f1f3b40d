"""Where somebody could go in a round, the best places first."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from scheduler.domain.planning.locks import lock_of_table
from scheduler.domain.words.board import again_words, broken_words, links_words
from scheduler.engine.effects.board import Place
from scheduler.engine.effects.breaches import Breach
from scheduler.engine.effects.effect import Effect, MoveOption, options
from scheduler.engine.rules import HardRule
from scheduler.services.planning.board.state import Draft

ANY_NUMBER = 1_000


@dataclass(frozen=True, slots=True)
class Going:
    """A place to go to: a table, alone or in exchange with ``other``.

    ``always``: what every one of the places would break, as sentences. ``notes``: who would meet
    again, which other rule would be broken or kept again; ``breaks``: whether one would.
    """

    table: Place
    other: str | None
    links: int
    words: str
    always: tuple[str, ...]
    notes: tuple[str, ...]
    breaks: bool


def goings(draft: Draft, number: int, key: str, names: Mapping[str, str]) -> list[Going]:
    """Every place where somebody may go, best first; none while they are held themselves."""
    held = draft.held()
    here = draft.board.places[number - 1].get(key)
    if number <= draft.begun or (number, key) in held:
        return []
    seats = ANY_NUMBER if here is None else draft.seats_at(number)
    found = [
        option
        for option in options(draft.board, number, key, seats)
        if (number, option.other) not in held
        and not lock_of_table(draft.locks, number, option.table)
    ]
    always = _always(found)
    homes = {person.key: person.host_table for person in draft.problem.people}

    def said(breach: Breach) -> str:
        table = homes.get(breach.people[0]) if breach.rule == HardRule.HOST else breach.table
        return broken_words(breach.rule, breach.people, breach.round, table, names)

    everywhere = tuple(f"Any move breaks a rule: {said(breach)}." for breach in always)
    return [
        Going(
            table=option.table,
            other=option.other,
            links=option.effect.links,
            words=links_words(option.effect.links),
            always=everywhere,
            notes=_notes(option.effect, always, said, names),
            breaks=bool(set(option.effect.broken) - set(always)),
        )
        for option in sorted(found, key=_order)
    ]


def _always(found: Sequence[MoveOption]) -> list[Breach]:
    """What is broken wherever somebody goes: a host who leaves their table, say."""
    sets = [set(option.effect.broken) for option in found]
    return sorted(set.intersection(*sets)) if len(sets) > 1 else []


def _notes(
    effect: Effect,
    always: Collection[Breach],
    said: Callable[[Breach], str],
    names: Mapping[str, str],
) -> tuple[str, ...]:
    """What else an effect says, beside the number of links."""
    broken = (f"Breaks a rule: {said(breach)}." for breach in effect.broken if breach not in always)
    mended = (f"Mends: {said(breach)}." for breach in effect.mended)
    fewest = []
    if effect.fewest < 0:
        fewest = ["Whoever meets the fewest would meet fewer still."]
    return (*broken, *again_words(effect.again, names), *fewest, *mended)


def _order(option: MoveOption) -> tuple[tuple[int, ...], int, str]:
    return option.effect.rank, option.table or 0, option.other or ""
