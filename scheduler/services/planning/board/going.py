"""Where somebody could go in a round, the best places first."""

from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.domain.planning.locks import lock_of_table
from scheduler.domain.words.board import again_words, broken_words, links_words
from scheduler.engine.effects.board import Place
from scheduler.engine.effects.effect import Effect, MoveOption, options
from scheduler.services.planning.board.state import Draft

ANY_NUMBER = 1_000


@dataclass(frozen=True, slots=True)
class Going:
    """A place to go to: a table, alone or in exchange with ``other``.

    ``notes`` are sentences: who would meet again, which rule would be broken or kept again.
    """

    table: Place
    other: str | None
    links: int
    words: str
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
    return [_going(option, names) for option in sorted(found, key=_order)]


def notes_of(effect: Effect, names: Mapping[str, str]) -> tuple[str, ...]:
    """What else an effect says, beside the number of links."""
    broken = (
        f"Breaks a rule: {broken_words(b.rule, b.people, b.round, b.table, names)}."
        for b in effect.broken
    )
    mended = (
        f"Mends: {broken_words(b.rule, b.people, b.round, b.table, names)}." for b in effect.mended
    )
    fewest = []
    if effect.fewest < 0:
        fewest = ["Whoever meets the fewest would meet fewer still."]
    return (*broken, *again_words(effect.again, names), *fewest, *mended)


def _order(option: MoveOption) -> tuple[tuple[int, ...], int, str]:
    return option.effect.rank, option.table or 0, option.other or ""


def _going(option: MoveOption, names: Mapping[str, str]) -> Going:
    effect = option.effect
    return Going(
        table=option.table,
        other=option.other,
        links=effect.links,
        words=links_words(effect.links),
        notes=notes_of(effect, names),
        breaks=bool(effect.broken),
    )
