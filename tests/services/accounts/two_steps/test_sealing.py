"""Secrets at rest: opened by the server's own key alone, and sealed anew when that changes."""

import pytest

from scheduler.models import SecondStep, db
from scheduler.services.accounts.two_steps.sealing import Resealed, SealedOtherwise, Vault, reseal
from tests.builders import NOW, Account

FORMER, PRESENT = "the key of the old machine", "the key of this machine"


def test_what_is_sealed_says_nothing_and_opens_with_its_key_alone() -> None:
    sealed = Vault(FORMER).seal("JBSWY3DPEHPK3PXP")
    assert Vault(FORMER).seal("JBSWY3DPEHPK3PXP") != sealed
    assert Vault(FORMER).open(sealed) == "JBSWY3DPEHPK3PXP"
    for vault, text in ((Vault(PRESENT), sealed), (Vault(FORMER), "JBSWY3DPEHPK3PXP")):
        with pytest.raises(SealedOtherwise):
            vault.open(text)
    assert FORMER not in repr(Vault(FORMER))


def test_with_the_former_keys_beside_its_own_a_vault_opens_what_they_sealed() -> None:
    vault = Vault(PRESENT, ("the key before that", FORMER))
    assert vault.open(Vault(FORMER).seal("A")) == "A"
    assert Vault(PRESENT).open(vault.seal("A")) == "A"
    with pytest.raises(SealedOtherwise):
        vault.open(Vault("the key of nobody").seal("A"))
    assert FORMER not in repr(vault)


def test_what_the_former_key_opens_is_sealed_anew(owner: Account) -> None:
    step = SecondStep(user_id=owner.user.id, secret=Vault(FORMER).seal("A"), began_at=NOW)
    db.session.add(step)
    db.session.commit()
    assert reseal(Vault(PRESENT)) == Resealed(1, 1)
    assert reseal(Vault(PRESENT, (FORMER,))) == Resealed(1, 0)
    db.session.refresh(step)
    sealed = step.secret
    assert Vault(PRESENT).open(sealed) == "A"
    # What the present key has sealed stays as it is.
    assert reseal(Vault(PRESENT, (FORMER,))) == Resealed(1, 0)
    db.session.refresh(step)
    assert step.secret == sealed
    db.session.commit()
