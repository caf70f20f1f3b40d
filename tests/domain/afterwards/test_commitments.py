"""What was promised, in words."""

from datetime import date

from scheduler.domain.afterwards.commitments import in_numbers, said_last_time
from scheduler.domain.states import CommitmentState as State


def test_states_are_counted_in_their_order() -> None:
    assert in_numbers([State.DROPPED, State.KEPT, State.KEPT]) == "2 kept and 1 dropped"
    assert in_numbers([]) == ""


def test_a_host_reads_what_was_said_and_by_when() -> None:
    said = [("Send the form", date(2026, 3, 3)), ("Call", None)]
    assert said_last_time(said) == "Said last time: Send the form, by 3 March and Call."
    assert said_last_time([]) == ""
