"""How a report speaks: of what happened, or of what was planned where nobody noted who came."""

from dataclasses import asdict, dataclass
from typing import Final, Self

from scheduler.domain.languages import ENGLISH, gettext, marked, spoken


@dataclass(frozen=True, slots=True)
class Telling:
    """The words of a report that say whether something happened.

    ``people``: of those counted; ``mean``, ``fewest`` and
    ``pairs``, ``pairs_new``: the meaning of these figures; ``together``: what two organisations
    did; ``map_title``, ``met_heading``, ``mean_heading``: over the map, a column of its table, and
    one of who gained;
    ``by_now``, ``reach_title``: what is said of who has a link; ``link``: what a link is.
    """

    people: str
    mean: str
    fewest: str
    pairs: str
    pairs_new: str
    together: str
    map_title: str
    met_heading: str
    mean_heading: str
    by_now: str
    reach_title: str
    link: str

    def spoken(self) -> Self:
        """The same in the language spoken."""
        if spoken().tag == ENGLISH:
            return self
        return type(self)(**{name: gettext(words) for name, words in asdict(self).items()})


HAPPENED: Final = Telling(
    people=marked("people came"),
    mean=marked("people from other sectors met by each guest, on average"),
    fewest=marked("fewest met by anybody there for every round"),
    pairs=marked("pairs of organisations of different sectors that met"),
    pairs_new=marked("pairs of organisations of different sectors that met for the first time"),
    together=marked("Sat at one table"),
    map_title=marked("Who sat with whom"),
    met_heading=marked("Organisations met"),
    mean_heading=marked("Met from other sectors, on average"),
    by_now=marked("now"),
    reach_title=marked("Who had no link, before and now"),
    link=marked(
        "A link is two people of different sectors who sat at one table in a round that took "
        "place; it is new the first time they meet. People who were not there are not counted."
    ),
)

PLANNED: Final = Telling(
    people=marked("people with a place"),
    mean=marked("people from other sectors planned for each guest, on average"),
    fewest=marked("fewest planned for anybody there for every round"),
    pairs=marked("pairs of organisations of different sectors planned at one table"),
    pairs_new=marked(
        "pairs of organisations of different sectors planned at one table for the first time"
    ),
    together=marked("At one table by the plan"),
    map_title=marked("Who was to sit with whom"),
    met_heading=marked("Organisations planned to meet"),
    mean_heading=marked("Planned from other sectors, on average"),
    by_now=marked("by the plan"),
    reach_title=marked("Who had no link before, and has none by the plan"),
    link=marked(
        "A link is two people of different sectors at one table of the published plan; it is new "
        "if they had not met before."
    ),
)
