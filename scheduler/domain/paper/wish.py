"""What an organiser wants printed: which papers there are, and a choice of them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Self

from scheduler.domain.paper.labels import Placing, format_called
from scheduler.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper. ``seated``: it shows the published rounds, so there must be some;
    ``named``: there is one for everybody who comes, so somebody must.
    """

    key: str
    title: str
    text: str
    seated: bool = False
    named: bool = False


PAPERS: Final = (
    Paper("badges", "Badges", "First name largest, sector as word, shape and colour, and a code "
          "that checks the person in.", named=True),
    Paper("calibration", "Calibration page", "The outline of every label, to see by how much your "
          "printer is off. Print it on plain paper first."),
    Paper("cards", "Attendee cards", "Everybody’s tables and who sits there, four to a sheet.",
          True),
    Paper("tents", "Name tents", "A sheet each, folded in the middle: the name on both sides.",
          named=True),
    Paper("hosts", "Host sheets", "One leaf for each table, on both sides: who comes in every "
          "round, from where, and what to ask.", True),
    Paper("rounds", "Lists by round", "Each round on pages of its own, table by table, for whoever "
          "guides people.", True),
    Paper("wall", "Wall list", "Everybody by surname with their table in each round.", True),
    Paper("wall-a3", "Wall list on A3", "The same in larger type.", True),
    Paper("numbers", "Table numbers", "A sheet for each table, to be read across the room.", True),
    Paper("room", "Room plan", "Where the tables stand, who hosts them, and their notes.", True),
    Paper("desk-list", "Desk list", "Everybody with a box to tick, in two halves of the alphabet."),
    Paper("kitchen", "Kitchen sheet", "How many come and what they do not eat; no names."),
    Paper("agenda", "Agenda", "The morning, to hang on a wall."),
    Paper("sign-up", "Sign-up poster", "A code that leads to the sign-up page."),
)  # fmt: skip
"""In the order in which they are offered and printed."""

BY_KEY: Final = {paper.key: paper for paper in PAPERS}


@dataclass(frozen=True, slots=True)
class Wish:
    """Which papers, and how the labels among them are placed. ``only``: the numbers of the people
    whose badges are wanted alone; everybody's where none is named. ``plan``: the number of the plan
    that seated papers show, None for the published one.

    Raises InvalidInput for what cannot be printed.
    """

    papers: tuple[str, ...]
    labels: str = "a6"
    start: int = 1
    right: float = 0.0
    down: float = 0.0
    backs: bool = False
    only: tuple[int, ...] = ()
    plan: int | None = None

    def __post_init__(self) -> None:
        if not self.papers:
            raise InvalidInput("Choose at least one paper.", field="papers")
        if unknown := set(self.papers) - BY_KEY.keys():
            raise InvalidInput(f"There is no paper “{min(unknown)}”.", field="papers")
        self.placing()

    def placing(self) -> Placing:
        """Where the labels stand."""
        made = format_called(self.labels)
        return Placing(made, self.start, self.right, self.down, self.backs and made.two_sided)

    def stored(self) -> dict[str, Any]:
        """The wish as plain values."""
        return asdict(self) | {"papers": list(self.papers), "only": list(self.only)}

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        """The wish that was stored."""
        lists = {"papers": tuple(stored["papers"]), "only": tuple(stored["only"])}
        names = ("labels", "start", "right", "down", "backs")
        plan = {"plan": stored.get("plan")}
        return cls(**{name: stored[name] for name in names} | lists | plan)
