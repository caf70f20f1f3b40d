"""Each state of a registration is in exactly the sets that it is meant to be in."""

from scheduler.domain import states
from scheduler.domain.states import RegistrationState

MEANT = {
    RegistrationState.ASKED: {"COMING"},
    RegistrationState.PLACED: {"COMING", "LET_IN", "HOLDS_PLACE"},
    RegistrationState.OFFERED: {"COMING", "LET_IN", "HOLDS_PLACE"},
    RegistrationState.WAITING: {"COMING", "LET_IN"},
    RegistrationState.CANCELLED: set(),
}


def test_every_state_is_in_the_sets_that_are_meant() -> None:
    sets = {
        name: members
        for name, members in vars(states).items()
        if isinstance(members, tuple) and isinstance(members[0], RegistrationState)
    }
    found = {
        state: {name for name, members in sets.items() if state in members}
        for state in RegistrationState
    }
    assert found == MEANT
