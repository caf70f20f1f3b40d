"""The ablation as a section of docs/engine.md."""

from collections.abc import Iterable, Mapping, Sequence

from benchmarks.document import machine
from benchmarks.engine.ablation.measure import Loss, Outcome
from benchmarks.engine.ablation.rooms import Kind, Room

HEAD = (
    "| left out | rooms | worse | better | "
    + " | ".join(f"pairs, {kind}" for kind in Kind)
    + " | worst-off | proofs | seconds |"
)


def section(
    measured: Sequence[Room],
    whole: Mapping[str, Outcome],
    losses: Iterable[tuple[str, Loss]],
    seconds: float,
) -> str:
    """Return the text: what was measured, the engine with all methods, what each is worth."""
    counted = ", ".join(f"{sum(r.kind is kind for r in measured)} {kind}" for kind in Kind)
    rows = "\n".join(row(name, lost) for name, lost in losses)
    return "\n\n".join(
        [
            machine("ortools", "numpy", "numba"),
            f"{len(measured)} rooms ({counted}; benchmarks/engine/ablation/rooms.py), "
            f"{seconds:g} s of processor time each on one thread, seed 1. "
            f"{_whole(measured, whole)}",
            "What is lost with each method left out, summed over the rooms whose solve asks for it "
            "(in the others nothing changes); a minus is a gain. *Worse*, *better*: rooms whose "
            "plan ranks lower or higher over all levels. *Worst-off*: fewer people met by the "
            "person who meets fewest. *Proofs*: levels no longer proven best, of three in each "
            "room. A plan that is not found counts as no pairs. *Another seed* and *nothing*, the "
            "same seed measured again at the end, show what is noise: of the search, of the clock.",
            f"{HEAD}\n{'|---' * (HEAD.count('|') - 1)}|\n{rows}",
        ]
    )


def _whole(measured: Sequence[Room], whole: Mapping[str, Outcome]) -> str:
    """One sentence on the engine with all its methods."""
    found = [whole[room.name] for room in measured]
    return (
        f"With all methods: {sum(o.pairs for o in found):,} pairs, "
        f"{sum(o.proofs for o in found)} of {3 * len(found)} proofs, "
        f"{sum(o.seconds for o in found):.1f} s."
    )


def row(name: str, lost: Loss) -> str:
    """One line of the table; a nought is left blank."""
    figures = [lost.worse, lost.better, *lost.pairs.values(), lost.fewest, lost.proofs]
    cells = [name, str(lost.asked), *(_figure(n) for n in figures), _figure(lost.seconds, ".1f")]
    return f"| {' | '.join(cells)} |"


def _figure(value: float, form: str = "d") -> str:
    text = format(value, form)
    return "" if float(text) == 0 else text.replace("-", "−")
