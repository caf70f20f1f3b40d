"""Recovery codes: each counts once, however it is typed."""

from scheduler.models import db
from scheduler.services.accounts.two_steps.recovery_codes import (
    CODES,
    codes_left,
    new_codes,
    take_recovery_code,
)
from tests.builders import NOW, Account


def test_a_recovery_code_counts_once_however_it_is_typed(owner: Account) -> None:
    first, second, *_ = new_codes(owner.user.id)
    assert take_recovery_code(owner.user.id, first.replace("-", " ").lower(), NOW)
    assert not take_recovery_code(owner.user.id, first, NOW)
    assert codes_left(owner.user.id) == CODES - 1
    new_codes(owner.user.id)
    assert not take_recovery_code(owner.user.id, second, NOW)
    assert codes_left(owner.user.id) == CODES
    db.session.commit()
