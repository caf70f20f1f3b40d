"""What is said of somebody's presence beside their sign-up."""

import pytest

from scheduler.domain.morning.known import KnownOfOne, Turnout
from scheduler.domain.states import Presence

HERE, OUT, LEFT = Presence.HERE, Presence.OUT, Presence.LEFT


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (KnownOfOne(HERE, "08:41", "Jean"), "here since 08:41, by Jean"),
        (KnownOfOne(HERE, "08:41", "", [[3, 4]]), "here since 08:41; out in round 3"),
        (KnownOfOne(HERE, "08:41", "", [[1, 3]]), "here since 08:41; out in rounds 1 to 2"),
        (
            KnownOfOne(OUT, "08:41", "Jean", [[1, 2], [3, 4]]),
            "here since 08:41, by Jean; out in round 1; out from round 3, back for round 4",
        ),
        (KnownOfOne(LEFT, "08:41", "", [[3, None]]), "here since 08:41; gone from round 3"),
        (KnownOfOne(HERE, "08:41", instead_of="Shabnam"), "here since 08:41; came for Shabnam"),
        (KnownOfOne(HERE, "08:41", "Jean", over=True), "came at 08:41, by Jean"),
        (KnownOfOne(OUT, "08:41", "", [[3, 4]], over=True), "came at 08:41; out in round 3"),
        (KnownOfOne(OUT, "08:41", "", [[3, None]], over=True), "came at 08:41; out from round 3"),
        (KnownOfOne(Presence.LATE, away=[[1, 2]]), "comes for round 2"),
        (KnownOfOne(Presence.LATE, away=[[1, 2]], over=True), "did not come"),
        (KnownOfOne(Presence.ABSENT), "does not come"),
        (KnownOfOne(Presence.ABSENT, over=True), "did not come"),
        (KnownOfOne(Presence.ABSENT, instead="Cora"), "Cora came instead"),
        (KnownOfOne(None), "not here yet"),
        (KnownOfOne(None, over=True), "did not come"),
        (KnownOfOne(None, online=True, over=True), "joins online"),
    ],
)
def test_it_is_said_in_words(known: KnownOfOne, words: str) -> None:
    assert known.words == words


def test_a_file_says_yes_or_no_or_nothing() -> None:
    assert [
        (known.turnout, known.came)
        for known in (
            KnownOfOne(LEFT, "08:41", away=[[2, None]]),
            KnownOfOne(Presence.ABSENT, instead="Cora"),
            KnownOfOne(Presence.ABSENT, online=True),
            KnownOfOne(None, online=True),
            KnownOfOne(None),
            KnownOfOne(None, over=True),
        )
    ] == [
        (Turnout.CAME, "yes"),
        (Turnout.REPLACED, "no"),
        (Turnout.STAYED_AWAY, "no"),
        (Turnout.ONLINE, ""),
        (Turnout.AWAITED, ""),
        (Turnout.STAYED_AWAY, "no"),
    ]
