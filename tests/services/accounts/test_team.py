"""Who belongs to an organisation: roles, invitations, the last owner."""

import pytest
from flask import Flask

from scheduler.domain.accounts.roles import TeamRole
from scheduler.errors import InvalidInput, NotFound, Rule, RuleBroken
from scheduler.models import db
from scheduler.services.accounts import team
from tests.builders import Account
from tests.builders.accounts import make_member


def roles(body_id: int) -> dict[str, TeamRole]:
    db.session.expire_all()
    return {member.user.name: member.role for member in team.members_of(body_id)}


def test_the_last_owner_stays(app: Flask, owner: Account) -> None:
    [mine] = team.members_of(owner.body_id)
    for act in (
        lambda: team.change_role(owner.body_id, mine.id, "organiser"),
        lambda: team.remove_member(owner.body_id, mine.id),
    ):
        with pytest.raises(RuleBroken) as caught:
            act()
        assert caught.value.rule is Rule.TOO_FEW
    ann = make_member(app, owner.body_id, TeamRole.VIEWER, "Ann Lee")
    hers = team.members_of(owner.body_id)[1]
    team.change_role(owner.body_id, hers.id, "owner")
    assert team.remove_member(owner.body_id, mine.id) == "Olwen Rees"
    assert roles(owner.body_id) == {"Ann Lee": TeamRole.OWNER}
    assert ann.user.active


def test_a_member_of_another_organisation_is_not_there(owner: Account, stranger: Account) -> None:
    [theirs] = team.members_of(stranger.body_id)
    with pytest.raises(NotFound):
        team.change_role(owner.body_id, theirs.id, "viewer")
    with pytest.raises(InvalidInput):
        team.change_role(stranger.body_id, theirs.id, "king")
    assert roles(stranger.body_id) == {"Stuart Kidd": TeamRole.OWNER}
