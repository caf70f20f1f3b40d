"""The measurements as the engine's section of docs/benchmarks.md."""

from benchmarks.document import machine
from benchmarks.engine.affinity import Liked
from benchmarks.engine.late_change import Change
from benchmarks.engine.textbook import MOST_VARIABLES
from benchmarks.engine.ways import Limits, Measured, Plain

Compared = tuple[Measured, Plain]
"""One instance by the engine, and by the plainer ways."""

_PEERS = """\
good-enough-golfers (goodenoughgolfers.com), GroupMixer (release of January 2026; its current \
version publishes 480 for 8-4-10, by construction), TPSDP (Yang et al. 2022, applied round by \
round) and Timefold with a textbook model: each program's own code, run for 5 to 36 seconds on \
these instances when this engine was designed, counting cross-sector pairs. The figures are \
quoted, not measured again by this command. None of these programs proves a ceiling for this \
objective."""


def section(compared: list[Compared], liked: list[Liked], limits: Limits) -> str:
    """Return the whole section in Markdown."""
    measured = [m for m, _ in compared]
    return "\n\n".join(
        [
            "## The engine",
            machine("ortools", "numpy", "numba"),
            "Every way seats the same instances in one run, the engine on one core and the others "
            f"meanwhile on another, seed {limits.seed}, "
            f"{limits.workers} thread: Crosstalk has {limits.engine:g} seconds and stops when "
            f"its plan is proven best, plain annealing has {limits.annealing:g}, the textbook "
            f"CP-SAT model {limits.textbook:g}. The figures are distinct cross-sector pairs; "
            "a dash means no plan that keeps the rules (of CP-SAT, also a model of more than "
            f"{MOST_VARIABLES:,} pair variables). *Ratio*: Crosstalk over the best of "
            "the four plainer ways.",
            _ways(compared),
            _summary(compared),
            "### Wishes and priorities",
            "Ten wishes each among people of other sectors, or one to three of six priorities "
            "each; the bound is a flow (benchmarks/engine/affinity.py) that no plan with these "
            "pairs exceeds.",
            _liked(liked),
            "### Published figures of public programs",
            _PEERS,
            _published(measured),
        ]
    )


def late_section(changes: list[Change]) -> str:
    """Return the section on late changes in Markdown."""
    return "\n\n".join(
        [
            "## Late change",
            machine("ortools", "numpy", "numba"),
            "The two modes between which organisers choose, and what can be done by hand: "
            "everybody stays, the emptiest tables are closed, and people move from the fullest "
            "table to the emptiest, whoever loses the fewest pairs. People moved are those who "
            "stay and change any seat in the rounds still to come, seats moved all their changed "
            "seats; the floor is how many seats the new table sizes force alone.",
            _late(changes),
        ]
    )


def _table(head: str, rows: list[str]) -> str:
    columns = head.count("|") - 1
    return "\n".join([head, "|---" * columns + "|", *rows])


def _number(value: int | None) -> str:
    return "–" if value is None else str(value)


def _proof(reached: tuple[int, int | None]) -> str:
    """ "6 proven", or "14 of 16"."""
    value, best = reached
    if best is None:
        return str(value)
    return f"{value} proven" if value == best else f"{value} of {best}"


def _ways(compared: list[Compared]) -> str:
    head = (
        "| | sectors; tables; rounds | ceiling | random | by hand | textbook CP-SAT | annealing "
        "| **Crosstalk** | worst-off | evenness | seconds | ratio |"
    )
    rows = []
    for m, plain in compared:
        pairs = f"**{m.engine}**" + (" proven" if m.engine == m.ceiling else "")
        cells = [
            m.instance.name,
            m.instance.shape,
            str(m.ceiling),
            *map(_number, (plain.random, plain.rotation, plain.textbook, plain.annealing)),
            pairs,
            _proof(m.fewest),
            _proof(m.spread) if m.fewest[0] == m.fewest[1] else "–",
            f"{m.seconds:.2f}",
            f"{m.engine / max(1, plain.best):.3f}",
        ]
        rows.append("| " + " | ".join(cells) + " |")
    return _table(head, rows)


def _summary(compared: list[Compared]) -> str:
    measured = [m for m, _ in compared]
    proven = sum(m.engine == m.ceiling for m in measured)
    fair = sum(m.fewest[0] == m.fewest[1] for m in measured)
    ahead = sum(m.engine > plain.best for m, plain in compared)
    behind = [m.instance.name for m, plain in compared if m.engine < plain.best]
    short = [
        f"{m.instance.name} ({m.engine} of a target of {m.instance.target})"
        for m in measured
        if m.engine < m.instance.target
    ]
    return (
        f"Of {len(measured)} instances {proven} are proven best in pairs and {fair} in the "
        f"worst-off person too. Crosstalk is ahead of every plainer way on {ahead} and behind "
        f"on {len(behind)}{': ' + ', '.join(behind) if behind else ''}. Short of the target: "
        f"{', '.join(short) or 'none'}."
    )


def _late(changes: list[Change]) -> str:
    head = (
        "| | change | way | pairs | new ceiling | people moved | who stay | seats moved | floor "
        "| of seats | seconds |"
    )
    rows = []
    for c in changes:
        cells = [
            c.instance.name,
            c.what,
            c.way,
            *map(_number, (c.pairs, c.ceiling, c.people_moved, c.stay, c.seats_moved, c.floor)),
            str(c.seats),
            f"{c.seconds:.2f}",
        ]
        rows.append("| " + " | ".join(cells) + " |")
    return _table(head, rows)


def _liked(liked: list[Liked]) -> str:
    head = "| | what | granted | bound | share | pairs | ceiling | seconds |"
    return _table(
        head,
        [
            f"| {x.instance.name} | {x.what} | {x.granted} | {x.bound} "
            f"| {x.granted / max(1, x.bound):.2%} | {x.pairs} | {x.ceiling} | {x.seconds:.2f} |"
            for x in liked
        ],
    )


def _published(measured: list[Measured]) -> str:
    names = sorted({name for m in measured for name in m.instance.published})
    if not names:
        return "None is known for these instances."
    head = "| | Crosstalk | ceiling | " + " | ".join(names) + " |"
    rows = [
        f"| {m.instance.name} | {m.engine} | {m.ceiling} | "
        + " | ".join(_number(m.instance.published.get(name)) for name in names)
        + " |"
        for m in measured
        if m.instance.published
    ]
    return _table(head, rows)
