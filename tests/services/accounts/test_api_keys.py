"""Keys of the JSON API."""

import pytest

from scheduler.domain.accounts.roles import RIGHTS, TeamRole
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.services.accounts.api_keys import end_key, key_holder, keys_of, make_key
from tests.builders import NOW, Account


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
