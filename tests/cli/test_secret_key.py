from click.testing import Result
from flask import Flask

from scheduler.models import SecondStep, db
from scheduler.services.accounts.two_steps.sealing import Vault
from tests.builders import NOW, Account

FORMER = "the key until yesterday"


def seal_anew(app: Flask) -> Result:
    return app.test_cli_runner().invoke(args=["seal-anew"])


def test_after_it_the_former_key_is_needed_no_more(app: Flask, owner: Account) -> None:
    step = SecondStep(user_id=owner.user.id, secret=Vault(FORMER).seal("A"), began_at=NOW)
    db.session.add(step)
    db.session.commit()
    without = seal_anew(app)
    assert (without.exit_code, without.output.splitlines()) == (
        1,
        [
            "0 secrets of apps are sealed with SECRET_KEY.",
            "Error: 1 more cannot be opened: SECRET_KEY_FALLBACKS lacks the key that sealed it.",
        ],
    )
    app.config["SECRET_KEY_FALLBACKS"] = (FORMER,)
    assert seal_anew(app).output == "1 secret of an app is sealed with SECRET_KEY.\n"
    db.session.refresh(step)
    assert Vault(app.config["SECRET_KEY"]).open(step.secret) == "A"
    db.session.commit()
