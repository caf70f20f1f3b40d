"""What partners see of organisations: no number under five, and none that follows."""

from types import SimpleNamespace
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.afterwards.figures.impact import Organisation
from scheduler.domain.afterwards.small_groups import FEWEST
from scheduler.domain.afterwards.story import Story
from scheduler.domain.words.impact_tables import organisation_rows, spans


def _story(rows: list[Organisation]) -> Story:
    # Spans ask for the organisations alone, and whether there was an earlier breakfast.
    return cast(Story, SimpleNamespace(impact=SimpleNamespace(organisations=rows, steps=[1, 2])))


@st.composite
def organisations(draw: st.DrawFn) -> Organisation:
    before, first, again = (draw(st.integers(0, 12)) for _ in range(3))
    again = min(again, before)
    return Organisation("Shed", "Voluntary", 1, first + again, first, before, before + first)


@given(organisations())
def test_no_small_number_follows_from_what_is_shared(one: Organisation) -> None:
    (row,) = organisation_rows([one], shared=True)
    told = {
        name: int(words)
        for name, words in (("met", row.met), ("first", row.first))
        if words.isdecimal()
    }
    for span in spans(_story([one]), shared=True):
        told |= {"before": 0 if span.before_words == "none" else int(span.before_words)}
        told |= {"now": int(span.now_words)}
    found = [
        *told.values(),
        *(abs(told[a] - told[b]) for a, b in (("met", "first"), ("now", "before"), ("now", "first"))
          if a in told and b in told),
    ]  # fmt: skip
    assert [number for number in found if 0 < number < FEWEST] == []


def test_nothing_known_before_is_none_and_not_under_five() -> None:
    one = Organisation("Shed", "Voluntary", 1, 22, 22, 0, 22)
    assert [(s.before_words, s.now_words) for s in spans(_story([one]), shared=True)] == [
        ("none", "22")
    ]
