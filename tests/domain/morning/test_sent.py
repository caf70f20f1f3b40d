"""Check-ins that were made without a network end in one state, in whatever order they come."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.morning.sent import KnownPresence, SentNews, take_in, taken_together
from scheduler.domain.states import CAME, Presence

EIGHT = datetime(2026, 12, 4, 8, tzinfo=UTC)
TIMES = st.integers(0, 60).map(lambda minutes: EIGHT + timedelta(minutes=minutes))
DESKS = st.sampled_from(("", "door", "side door"))
SENT = st.lists(st.tuples(TIMES, DESKS), min_size=1, max_size=4)


@st.composite
def known(draw: st.DrawFn) -> KnownPresence | None:
    state = draw(st.none() | st.sampled_from(Presence))
    if state is None:
        return None
    noted = draw(TIMES)
    came = min(noted, draw(TIMES)) if state in CAME else None
    away = {Presence.LATE: [1, 3], Presence.OUT: [2, 3], Presence.LEFT: [2, None]}.get(state)
    by = draw(DESKS) if came else ""
    return KnownPresence(state, noted, draw(DESKS), came, (away,) if away else (), came_by=by)


@given(known(), SENT, st.integers(0, 3))
def test_the_order_in_which_desks_send_changes_nothing(
    start: KnownPresence | None, sent: list[tuple[datetime, str]], begun: int
) -> None:
    ends = []
    for order in permutations(sent):
        state = start
        for made_at, desk in order:
            state = take_in(state, made_at, desk, begun)
        assert state is not None
        ends.append(replace(state, note=""))
        news = [SentNews(made_at, desk, begun) for made_at, desk in order]
        assert taken_together(start, news) == taken_together(start, reversed(news))
    assert all(end == ends[0] for end in ends)
    assert ends[0].state in CAME
    earlier = [(start.came_at, start.came_by)] if start and start.came_at else []
    assert (ends[0].came_at, ends[0].came_by) == min([*sent, *earlier])


def here(minute: int, desk: str) -> KnownPresence:
    at = EIGHT + timedelta(minutes=minute)
    return KnownPresence(Presence.HERE, at, desk, at, came_by=desk)


def let_in(minute: int, desk: str, begun: int = 0) -> SentNews:
    return SentNews(EIGHT + timedelta(minutes=minute), desk, begun)


def undo(minute: int, desk: str, of: KnownPresence) -> SentNews:
    return SentNews(EIGHT + timedelta(minutes=minute), desk, 0, (of.state, of.noted_at))


def test_an_undo_takes_back_what_its_page_showed() -> None:
    shown = here(30, "door")
    assert taken_together(shown, [undo(41, "door", shown)]) is None
    again = taken_together(shown, [undo(41, "door", shown), let_in(43, "door")])
    assert again == here(43, "door")
    absent = KnownPresence(Presence.ABSENT, EIGHT, "Olwen Rees", None)
    assert taken_together(absent, [undo(41, "door", absent)]) is None


def test_whoever_had_not_left_after_all_is_here_and_misses_what_they_missed_before() -> None:
    at = EIGHT + timedelta(minutes=50)
    left = KnownPresence(Presence.LEFT, at, "door", EIGHT, ([1, 2], [3, None]))
    back = KnownPresence(Presence.HERE, at + timedelta(minutes=5), "side door", EIGHT, ([1, 2],))
    first, second = undo(53, "door", left), undo(55, "side door", left)
    assert taken_together(left, [first, second]) == back
    assert taken_together(left, [second, first]) == back


@pytest.mark.parametrize("other", [20, 35])
def test_whom_another_desk_let_in_too_is_here_with_a_note(other: int) -> None:
    shown = here(30, "door")
    known = taken_together(shown, [undo(41, "door", shown), let_in(other, "side door")])
    note = "door had taken this back without a network: see whether they are here."
    assert known == replace(here(other, "side door"), note=note)


def test_an_undo_of_what_is_no_longer_so_changes_nothing_but_the_note() -> None:
    newer = here(35, "side door")
    known = taken_together(newer, [undo(41, "door", here(30, "door"))])
    assert known is not None
    assert replace(known, note="") == newer
    assert known.note.startswith("door had taken this back")
    newest = here(45, "side door")
    assert taken_together(newest, [undo(41, "door", here(30, "door"))]) == newest


def test_who_was_said_not_to_come_is_here_with_a_note() -> None:
    absent = KnownPresence(Presence.ABSENT, EIGHT + timedelta(minutes=50), "Olwen Rees", None)
    here = take_in(absent, EIGHT + timedelta(minutes=41), "desk 2", 0)
    assert (here.state, here.note) == (
        Presence.HERE,
        "Was noted by Olwen Rees as “does not come”: a desk without network had let them in.",
    )


@pytest.mark.parametrize("state", [Presence.ABSENT, Presence.LATE])
def test_who_comes_after_they_were_marked_is_here_without_a_note(state: Presence) -> None:
    marked = KnownPresence(state, EIGHT + timedelta(minutes=34), "Olwen Rees", None)
    assert take_in(marked, EIGHT + timedelta(minutes=41), "door", 0) == here(41, "door")


def test_who_left_after_it_has_left() -> None:
    left = KnownPresence(Presence.LEFT, EIGHT + timedelta(minutes=50), "", EIGHT, ([3, None],))
    assert take_in(left, EIGHT + timedelta(minutes=41), "desk 2", 2) == left
    back = take_in(left, EIGHT + timedelta(minutes=55), "desk 2", 3)
    assert (back.state, back.away) == (Presence.HERE, ([3, 4],))
