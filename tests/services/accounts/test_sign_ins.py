"""A sign-in is kept on the server, and ends there."""

from datetime import timedelta

from scheduler.services.accounts import sign_ins
from tests.builders import NOW, Account


def test_the_key_of_one_account_lets_no_other_in(owner: Account, stranger: Account) -> None:
    key = sign_ins.begin_sign_in(owner.user.id, "Firefox", NOW)
    assert sign_ins.holds(owner.user.id, key, NOW)
    assert not sign_ins.holds(stranger.user.id, key, NOW)
    assert not sign_ins.holds(owner.user.id, key + "x", NOW)


def test_it_ends_after_ninety_days_or_when_it_is_ended(owner: Account) -> None:
    key, other = (sign_ins.begin_sign_in(owner.user.id, "Firefox", NOW) for _ in range(2))
    assert sign_ins.holds(owner.user.id, key, NOW + timedelta(days=90))
    assert not sign_ins.holds(owner.user.id, key, NOW + timedelta(days=90, seconds=1))
    sign_ins.end(key)
    assert [sign_ins.holds(owner.user.id, one, NOW) for one in (key, other)] == [False, True]


def test_all_of_an_account_end_and_those_of_others_stay(owner: Account, stranger: Account) -> None:
    sign_ins.begin_sign_in(owner.user.id, "A browser with a long name " * 9, NOW)
    key = sign_ins.begin_sign_in(stranger.user.id, "Firefox", NOW)
    newest = sign_ins.sign_ins_of(owner.user.id, NOW)[0]
    assert len(newest.browser) == 80
    sign_ins.end_all(owner.user.id)
    assert list(sign_ins.sign_ins_of(owner.user.id, NOW)) == []
    assert sign_ins.holds(stranger.user.id, key, NOW)
