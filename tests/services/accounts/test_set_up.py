import pytest
from sqlalchemy import text

from scheduler.errors import InvalidInput
from scheduler.models import OrganisingBody, db
from scheduler.services.accounts import set_up as accounts
from tests.builders import Account


def test_asking_for_a_setup_link_leaves_no_transaction_open(owner: Account) -> None:
    """An open one would hold the write lock of SQLite for as long as the server runs."""
    assert accounts.new_setup_link() is None
    assert not db.session().in_transaction()
    with db.engine.connect() as another:
        another.execute(text("UPDATE event SET title = title"))


def test_a_body_changes_its_name_and_contact_and_nobodys_account(owner: Account) -> None:
    body = db.session.get_one(OrganisingBody, owner.body_id)
    accounts.change_body(body, " New  Network ", "Info@Example.org ")
    db.session.expire_all()
    assert (body.name, body.contact_email) == ("New Network", "Info@example.org")
    assert owner.user.email == "olwen@example.org"


@pytest.mark.parametrize(("name", "address"), [(" ", "a@example.org"), ("Name", "nowhere")])
def test_a_body_needs_a_name_and_an_address(owner: Account, name: str, address: str) -> None:
    body = db.session.get_one(OrganisingBody, owner.body_id)
    with pytest.raises(InvalidInput):
        accounts.change_body(body, name, address)
