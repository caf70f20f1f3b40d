"""Keys of the JSON API."""

from pathlib import Path

import pytest
from flask import Flask

from scheduler.domain.accounts.roles import RIGHTS, TeamRole
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Membership, db
from scheduler.services.accounts import team
from scheduler.services.accounts.api_keys import end_key, key_holder, keys_of, make_key
from scheduler.services.privacy.accounts import delete_account
from tests.builders import NOW, Account
from tests.builders.accounts import make_member


def test_a_key_is_found_by_its_secret_and_kept_without_it(owner: Account) -> None:
    made, secret = make_key(owner.body_id, "  Website ", "viewer", owner.user, NOW)
    assert (made.name, made.ending) == ("Website", secret[-4:])
    assert secret not in {made.secret_hash, made.ending}
    holder = key_holder(secret)
    assert holder is not None
    assert (holder.user, holder.body_id) == (owner.user, owner.body_id)
    assert holder.rights == RIGHTS[TeamRole.VIEWER]
    assert key_holder(made.secret_hash) is None


@pytest.mark.parametrize(
    ("name", "role", "field"),
    [("", "viewer", "name"), ("x" * 61, "viewer", "name"), ("Website", "owner", "role")],
)
def test_what_no_key_can_be(owner: Account, name: str, role: str, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        make_key(owner.body_id, name, role, owner.user, NOW)
    assert refused.value.field == field
    assert keys_of(owner.body_id) == []


def test_pressing_twice_makes_one_and_another_body_ends_none(
    owner: Account, stranger: Account
) -> None:
    made, _secret = make_key(owner.body_id, "Website", "viewer", owner.user, NOW)
    with pytest.raises(RuleBroken):
        make_key(owner.body_id, "website", "viewer", owner.user, NOW)
    assert not end_key(stranger.body_id, made.id)
    assert end_key(owner.body_id, made.id)
    assert not end_key(owner.body_id, made.id)


def test_the_keys_of_a_member_end_with_the_membership_and_stay_ended(
    app: Flask, owner: Account, stranger: Account
) -> None:
    mo = make_member(app, owner.body_id, TeamRole.OWNER)
    _made, mine = make_key(owner.body_id, "Website", "viewer", owner.user, NOW)
    _made, theirs = make_key(owner.body_id, "Screen", "viewer", mo.user, NOW)
    db.session.add(Membership(user_id=mo.user.id, body_id=stranger.body_id, role=TeamRole.OWNER))
    _made, elsewhere = make_key(stranger.body_id, "Screen", "viewer", mo.user, NOW)
    member = next(one for one in team.members_of(owner.body_id) if one.user_id == mo.user.id)
    team.remove_member(owner.body_id, member.id)
    assert [key.name for key in keys_of(owner.body_id)] == ["Website"]
    db.session.add(Membership(user_id=mo.user.id, body_id=owner.body_id, role=TeamRole.OWNER))
    db.session.commit()
    assert [key_holder(secret) is None for secret in (mine, theirs, elsewhere)] == [
        False,
        True,
        False,
    ]


def test_the_keys_of_a_deleted_account_end_with_it(
    app: Flask, owner: Account, tmp_path: Path
) -> None:
    mo = make_member(app, owner.body_id, TeamRole.OWNER)
    _made, mine = make_key(owner.body_id, "Website", "viewer", owner.user, NOW)
    _made, theirs = make_key(owner.body_id, "Screen", "viewer", mo.user, NOW)
    delete_account(mo.user, (), tmp_path, NOW)
    assert [key.name for key in keys_of(owner.body_id)] == ["Website"]
    assert (key_holder(mine) is None, key_holder(theirs) is None) == (False, True)
