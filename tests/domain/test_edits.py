from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.edits import Kept, mark, settle

VALUES = st.sampled_from(["", "a", "b", "c"])


@given(VALUES, VALUES, VALUES)
def test_whoever_changed_a_field_is_kept_and_nobody_is_overwritten_unasked(
    was: str, mine: str, theirs: str
) -> None:
    kept = settle(was, mine, theirs)
    if kept is Kept.ASK:
        assert was not in (mine, theirs)
        assert mine != theirs
    else:
        lost, result = (theirs, mine) if kept is Kept.MINE else (mine, theirs)
        assert lost in (was, result)


def test_marks_tell_values_apart_and_hold_half_a_letter() -> None:
    assert len({mark(value) for value in ("", "vegan", "Vegan", "\ud800")}) == 4
