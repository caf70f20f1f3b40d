from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.edits import Aligned, EditedRow, KeptValue, align, mark, whose_value

VALUES = st.sampled_from(["", "a", "b", "c"])


@given(VALUES, VALUES, VALUES)
def test_whoever_changed_a_field_is_kept_and_nobody_is_overwritten_unasked(
    was: str, mine: str, theirs: str
) -> None:
    kept = whose_value(was, mine, theirs)
    if kept is KeptValue.ASK:
        assert was not in (mine, theirs)
        assert mine != theirs
    else:
        lost, result = (theirs, mine) if kept is KeptValue.MINE else (mine, theirs)
        assert lost in (was, result)


def test_marks_tell_values_apart_and_hold_half_a_letter() -> None:
    assert len({mark(value) for value in ("", "vegan", "Vegan", "\ud800")}) == 4


TALK, COFFEE = {"title": "Talk"}, {"title": "Coffee"}


def marks(*texts: dict[str, str]) -> list[dict[str, str]]:
    return [{name: mark(text) for name, text in row.items()} for row in texts]


def test_a_row_that_somebody_added_is_kept_in_its_place() -> None:
    mine, theirs = EditedRow("1", {"title": "Long talk"}), EditedRow("2", COFFEE)
    assert align([mine], marks(TALK), [theirs, EditedRow("1", TALK)]) == [
        Aligned(theirs, None),
        Aligned(mine, 0),
    ]


def test_a_row_that_somebody_removed_goes_unless_it_was_changed() -> None:
    unchanged, changed = EditedRow("1", TALK), EditedRow("2", {"title": "Tea"})
    assert align([unchanged, changed], marks(TALK, COFFEE), []) == [
        Aligned(EditedRow("", {"title": "Tea"}), 1, gone=True)
    ]


def test_a_new_row_sent_twice_is_one() -> None:
    sent = [EditedRow("1", TALK), EditedRow("", COFFEE)]
    stored = [EditedRow("1", TALK), EditedRow("2", COFFEE)]
    assert [found.row for found in align(sent, marks(TALK, {}), stored)] == stored


TEXTS = st.fixed_dictionaries({"title": st.sampled_from("abc")})
LISTS = st.dictionaries(st.sampled_from("12345"), TEXTS)


@given(LISTS, LISTS, st.lists(TEXTS), st.data())
def test_no_row_and_no_text_of_either_is_lost(
    shown: dict[str, dict[str, str]],
    stored: dict[str, dict[str, str]],
    added: list[dict[str, str]],
    data: st.DataObject,
) -> None:
    typed = {key: data.draw(TEXTS) for key in shown}
    posted = [EditedRow(key, texts) for key, texts in typed.items()] + [
        EditedRow("", t) for t in added
    ]
    before = marks(*shown.values()) + [{}] * len(added)
    rows = [
        found.row for found in align(posted, before, [EditedRow(k, t) for k, t in stored.items()])
    ]
    assert [row.id for row in rows if row.id] == list(stored)
    assert {row.id: row.texts for row in rows if row.id} == {
        key: typed.get(key, texts) for key, texts in stored.items()
    }
    new = [row.texts for row in rows if not row.id]
    for key in set(shown) - set(stored):
        assert typed[key] == shown[key] or typed[key] in new
    unseen = [texts for key, texts in stored.items() if key not in shown]
    for texts in added:
        assert texts in new + unseen
