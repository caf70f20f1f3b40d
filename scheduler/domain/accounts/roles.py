"""What members of an organisation may do. Views name the right they need, see ``web.access``."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from scheduler.domain.states import State


class Right(StrEnum):
    """Something that a page needs its reader to be allowed to do."""

    TEAM = "team"
    """Decide who belongs to the organisation, what it is called and who answers questions."""
    ORGANISE = "organiser"
    """Read and change everything of events: people with their addresses and needs, emails, rules,
    drafts, paper and the morning."""
    LOOK = "look"
    """Read how an event stands and who comes; no addresses, needs, notes, rules or drafts."""
    TABLES = "tables"
    """Read who sits where in the published rounds."""
    CHECK_IN = "check in"
    """Let people in at the desk."""


class TeamRole(State):
    """A member's part in an organisation, with what it lets them do in words."""

    OWNER = "owner", "everything, and who belongs to the team"
    ORGANISER = "organiser", "everything about events: people, emails, rounds, the morning"
    CHECK_IN = "check-in", "the check-in desk of each event, without addresses or needs"
    HOST = "host", "the published rounds: who sits at which table"
    VIEWER = "viewer", "how events stand and who comes, without changing anything"


RIGHTS: Final[Mapping[TeamRole, frozenset[Right]]] = {
    TeamRole.OWNER: frozenset(Right),
    TeamRole.ORGANISER: frozenset(Right) - {Right.TEAM},
    TeamRole.CHECK_IN: frozenset({Right.CHECK_IN}),
    TeamRole.HOST: frozenset({Right.TABLES}),
    TeamRole.VIEWER: frozenset({Right.LOOK, Right.TABLES}),
}
"""The whole of who may do what."""

START: Final[Mapping[TeamRole, str]] = {
    TeamRole.OWNER: "organiser.overview",
    TeamRole.ORGANISER: "organiser.overview",
    TeamRole.CHECK_IN: "organiser.check_in",
    TeamRole.HOST: "organiser.tables",
    TeamRole.VIEWER: "organiser.glance",
}
"""The page of an event that a member comes to first."""


def may(role: TeamRole, right: Right) -> bool:
    """Whether members of that role have the right."""
    return right in RIGHTS[role]
