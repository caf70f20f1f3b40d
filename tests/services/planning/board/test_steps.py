"""The changes of one board stand in their order; those of another board are left alone."""

import pytest

from scheduler.errors import RuleBroken
from scheduler.models import Plan, PlanEdit, db
from scheduler.services.planning.board.steps import Steps
from tests.builders import NOW, Account
from tests.services.planning.board.boards import nine_people


def _steps(plan: Plan) -> Steps[PlanEdit]:
    return Steps(PlanEdit, PlanEdit.plan_id, plan)


def _add(plan: Plan, kind: str) -> int:
    edit = PlanEdit(plan_id=plan.id, kind=kind, made_at=NOW, links=0, changes={})
    _steps(plan).add(edit)
    db.session.commit()
    return edit.id


def _kinds(plan: Plan) -> list[str]:
    return [edit.kind for edit in _steps(plan).newest(9)]


def test_the_newest_is_undone_first_and_a_new_change_forgets_what_was_undone(
    owner: Account,
) -> None:
    plan, other = (nine_people(owner.body_id)[1] for _ in range(2))
    ids = [_add(plan, kind) for kind in ("one", "two", "three")]
    _add(other, "elsewhere")
    for stale in (ids[1], 0):
        with pytest.raises(RuleBroken, match="nothing was undone"):
            _steps(plan).to_undo(stale)
    assert _steps(plan).to_undo(ids[2]).kind == "three"
    plan.edits_applied -= 1
    assert (_kinds(plan), _steps(plan).to_redo(ids[2]).kind) == (["two", "one"], "three")
    _add(plan, "four")
    assert (_kinds(plan), _steps(plan).undone()) == (["four", "two", "one"], None)
    _steps(plan).forget_all()
    db.session.commit()
    assert (_kinds(plan), plan.edits_applied, _kinds(other)) == ([], 0, ["elsewhere"])
