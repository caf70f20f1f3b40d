"""How a report speaks: of what happened, or of what was planned where nobody noted who came."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Telling:
    """The words of a report that say whether something happened.

    ``done``: what became of the links; ``people`` of those counted; ``mean``, ``fewest`` and
    ``pairs``: the meaning of these figures; ``together``: what two organisations did;
    ``map_title``, ``met_heading``, ``mean_heading``: over the map, a column of its table, and one
    of who gained;
    ``by_now``, ``reach_title``: what is said of who has a link; ``link``: what a link is.
    """

    done: str
    people: str
    mean: str
    fewest: str
    pairs: str
    together: str
    map_title: str
    met_heading: str
    mean_heading: str
    by_now: str
    reach_title: str
    link: str


HAPPENED: Final = Telling(
    done="made",
    people="people came",
    mean="people from other sectors met by each guest, on average",
    fewest="fewest met by anybody there for every round",
    pairs="of different sectors that met",
    together="Sat at one table",
    map_title="Who sat with whom",
    met_heading="Organisations met",
    mean_heading="Met from other sectors, on average",
    by_now="now",
    reach_title="Who had no link, before and now",
    link="A link is two people of different sectors who sat at one table in a round that took "
    "place; it is new the first time they meet. People who were not there are not counted.",
)

PLANNED: Final = Telling(
    done="planned",
    people="people with a place",
    mean="people from other sectors planned for each guest, on average",
    fewest="fewest planned for anybody there for every round",
    pairs="of different sectors planned at one table",
    together="At one table by the plan",
    map_title="Who was to sit with whom",
    met_heading="Organisations planned to meet",
    mean_heading="Planned from other sectors, on average",
    by_now="by the plan",
    reach_title="Who had no link before, and has none by the plan",
    link="A link is two people of different sectors at one table of the published plan; it is new "
    "if they had not met before.",
)
