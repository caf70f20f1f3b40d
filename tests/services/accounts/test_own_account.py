"""What somebody changes of their own account, and who is told."""

import pytest

from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import SignIn, User, db
from scheduler.services.accounts import own_account
from scheduler.services.accounts.sign_ins import begin_sign_in, holds
from tests.builders import NOW, Account, mails


def link(address: str) -> str:
    return f"https://crosstalk.example.org/{address}"


def test_a_name_is_something_that_can_be_read(owner: Account) -> None:
    own_account.change_name(owner.user, " Olwen  Rhys ")
    with pytest.raises(InvalidInput, match="Enter your name"):
        own_account.change_name(owner.user, "\u200b")
    assert db.session.get_one(User, owner.user.id).name == "Olwen Rhys"


def test_nothing_is_written_to_an_address_that_has_an_account(
    owner: Account, stranger: Account
) -> None:
    own_account.ask_new_email(owner.user, stranger.user.email, link, NOW)
    assert mails() == []
    with pytest.raises(RuleBroken, match="cannot be used"):
        own_account.take_new_email(owner.user, stranger.user.email, NOW)
    for address, sentence in (("nowhere", "such as"), ("OLWEN@example.org", "already")):
        with pytest.raises(InvalidInput, match=sentence):
            own_account.ask_new_email(owner.user, address, link, NOW)


def test_the_new_address_gets_the_link_and_the_former_one_is_told(owner: Account) -> None:
    own_account.ask_new_email(owner.user, " New@Example.org", link, NOW)
    own_account.take_new_email(owner.user, "new@example.org", NOW)
    assert mails() == [
        ("account_address", "new@example.org"),
        ("account_moved", "olwen@example.org"),
    ]
    assert db.session.get_one(User, owner.user.id).email == "new@example.org"


def test_a_new_password_leaves_this_browser_alone_signed_in(
    owner: Account, stranger: Account
) -> None:
    keys = [begin_sign_in(owner.user.id, "Firefox", NOW) for _ in range(2)]
    own_account.change_password(owner.user, "hash", keys[0], NOW)
    assert [holds(owner.user.id, key, NOW) for key in keys] == [True, False]
    assert mails() == [("password_changed", "olwen@example.org")]
    left = db.session.query(SignIn).filter_by(user_id=owner.user.id).one()
    ended = [own_account.end_one(account.user, left.id) for account in (stranger, owner, owner)]
    assert ended == [False, True, False]
