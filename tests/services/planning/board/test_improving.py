"""Improving a draft around what is held: a proposal first, then one edit that can be undone."""

import pytest
from flask import Flask

from scheduler.domain.planning.locks import Held, Lock
from scheduler.errors import RuleBroken
from scheduler.models import Event, Plan
from scheduler.services.planning.board.history import plan_steps, undo
from scheduler.services.planning.board.improving import (
    proposal_for,
    request_improvement,
    take_proposal,
)
from scheduler.services.planning.board.locking import lock
from scheduler.services.planning.board.moving import BoardMove, move
from scheduler.services.planning.board.state import board_draft
from scheduler.services.planning.run import run_improvement
from tests.builders import NOW, Account
from tests.services.planning.board.boards import lying, nine_people


def improved(event: Event, plan: Plan, owner: Account) -> None:
    run_improvement(request_improvement(event, plan, owner.user, NOW).id)


def test_what_is_held_stays_and_the_rest_gets_better(app: Flask, owner: Account) -> None:
    event, plan = nine_people(owner.body_id, stuck=True)
    keys = sorted({seat[0] for seat in lying(plan)[0]})
    move(event, plan, BoardMove(2, str(keys[0]), 1, 2, str(keys[3])), owner.user, NOW)
    held = Lock(Held.TABLE, 1, table=1)
    lock(event, plan, held, owner.user, NOW)
    before, version = lying(plan), plan.board_version
    improved(event, plan, owner)
    assert lying(plan) == before

    proposal = proposal_for(board_draft(event, plan, NOW))
    assert proposal is not None
    take_proposal(event, plan, proposal.job_id, owner.user, NOW)
    after = lying(plan)
    assert after[2] - before[2] == proposal.links > 0
    assert plan.board_version == version + 1

    kept = {(a, turn, t) for a, turn, t in before[0] if (turn, t) == (1, 1)}
    assert kept | {(keys[0], 2, 2), (keys[3], 2, 1)} <= after[0]
    undo(event, plan, plan_steps(plan).newest(1)[0].id, NOW)
    assert lying(plan) == before


def test_a_proposal_for_another_board_is_not_taken(app: Flask, owner: Account) -> None:
    event, plan = nine_people(owner.body_id)
    keys = sorted({seat[0] for seat in lying(plan)[0]})
    move(event, plan, BoardMove(1, str(keys[0]), 1, 2, str(keys[3])), owner.user, NOW)
    improved(event, plan, owner)
    lock(event, plan, Lock(Held.ROUND, 2), owner.user, NOW)
    before = lying(plan)
    assert proposal_for(board_draft(event, plan, NOW)) is None
    with pytest.raises(RuleBroken, match="The board has changed since this was worked out"):
        take_proposal(event, plan, 1, owner.user, NOW)
    assert lying(plan) == before


def test_nobody_is_put_into_a_held_free_chair(app: Flask, owner: Account) -> None:
    event, plan = nine_people(owner.body_id, stuck=True)
    keys = sorted({seat[0] for seat in lying(plan)[0]})
    for number in (1, 2):
        move(event, plan, BoardMove(number, str(keys[0]), 1, 0), owner.user, NOW)
    lock(event, plan, Lock(Held.TABLE, table=1), owner.user, NOW)
    improved(event, plan, owner)
    proposal = proposal_for(board_draft(event, plan, NOW))
    came = [seat for seat in proposal.seats if 1 in seat[2:]] if proposal else []
    assert came == []
